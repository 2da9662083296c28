package dev.principia.course;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.principia.course.Outline.Item;
import dev.principia.course.Outline.Section;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What Markdown means as an outline.
class OutlineTest {
  private static Outline parse(String... lines) {
    return Outline.parse(String.join("\n", lines));
  }

  private static List<Item> lessons(String... lines) {
    return parse("# T\n\n## S\n\n" + String.join("\n", lines)).sections().getFirst().lessons();
  }

  @Test
  void theFirstHeadingOfLevelOneIsTheTitleAsTyped() {
    Outline outline = parse("badge", "## Other", "#  *C* and `C#`  ##", "# Next", "- [ ] L");
    assertEquals("*C* and `C#`", outline.title());
    assertEquals("badge\n## Other", outline.description());
    assertEquals(
        List.of(new Section("Next", List.of(new Item(1, "L", false)))), outline.sections());
  }

  @Test
  void theTextBelowTheTitleUpToTheNextHeadingIsTheSummary() {
    Outline outline = parse("# T", "", "One", "two.", "", "- Three", "", "### S", "- [ ] L");
    assertEquals("One\ntwo.\n\n- Three", outline.summary());
    assertEquals("", outline.description());
  }

  @Test
  void headingsOfAnyLevelThatDirectlyHoldLessonsAreSections() {
    Outline outline =
        parse("# T", "## A", "- [ ] 1. a", "### B", "- [ ] 2. b", "#### C", "- [ ] c");
    assertEquals(List.of("A", "B", "C"), outline.sections().stream().map(Section::title).toList());
  }

  @Test
  void lessonsUnderNoHeadingButTheTitleAreInASectionOfTheirOwn() {
    Outline outline = parse("# T", "Sum", "- [ ] 1. a", "## S", "- [ ] 2. b");
    assertEquals("Sum", outline.summary());
    assertEquals(List.of("Lessons", "S"), outline.sections().stream().map(Section::title).toList());
  }

  @Test
  void everyBulletAndEveryNumberingIsUnderstood() {
    List<Item> expected =
        List.of(
            new Item(3, "a", false),
            new Item(4, "b", true),
            new Item(5, "c", true),
            new Item(6, "d", false),
            new Item(7, "e", false));
    assertEquals(
        expected,
        lessons("- [ ] 3. a", "* [x] 4) b", "+ [X] 5. c  ", "6. [ ] d", "1) [\t]  7.   e\t"));
  }

  @Test
  void lessonsWithoutNumberGetTheNextFreeOne() {
    List<Item> lessons = lessons("- [ ] a", "- [ ] 2. b", "- [ ] 12 Factors", "- [ ] 4. d");
    assertEquals(
        List.of(
            new Item(1, "a", false),
            new Item(2, "b", false),
            new Item(3, "12 Factors", false),
            new Item(4, "d", false)),
        lessons);
    assertEquals(8, lessons("- [ ] 6. a", "- [ ] b", "- [ ] 7. c").get(1).number());
  }

  @Test
  void titlesOfLessonsStayAsTyped() {
    String title = "# 1. foo [x] **bold** [link](https://a.example) `code` ÔøΩ 🚀 ##";
    assertEquals(List.of(new Item(1, title, false)), lessons("- [ ] 1. " + title + "  "));
  }

  @Test
  void nestedLessonsCountInReadingOrderAndNestedTextIsKept() {
    Outline outline =
        parse("# T", "## S", "- [ ] 1. a", "  - [ ] 2. b", "    - note", "- [ ] 3. c", "", "End.");
    assertEquals(3, outline.sections().getFirst().lessons().size());
    assertEquals("## S\n    - note\n\nEnd.", outline.description());
  }

  @Test
  void windowsLineEndsAndAByteOrderMarkMakeNoDifference() {
    String unix = "# T\n\nSum\nmary\n\n## S\n- [ ] 1. a\n\n## More\n\ntext\n";
    assertEquals(Outline.parse(unix), Outline.parse("\uFEFF" + unix.replace("\n", "\r\n")));
    assertEquals(Outline.parse(unix), Outline.parse(unix.replace("\n", "\r")));
  }

  @Test
  void aSectionWithoutLessonsIsKnownByTheHeadingAboveIt() {
    Outline outline =
        parse("# T", "## Course Topics", "### A", "### B", "- [ ] L", "### C", "#### D", "x");
    assertEquals(List.of("A", "B"), outline.sections().stream().map(Section::title).toList());
    assertEquals("### C\n#### D\nx", outline.description());
  }
}
