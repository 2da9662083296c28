package dev.principia.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.principia.course.OutlineRefused.Defect;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is refused as an outline, and where.
class OutlineRefusedTest {
  private static List<Defect> defects(String... lines) {
    String markdown = String.join("\n", lines);
    return assertThrows(OutlineRefused.class, () -> Outline.parse(markdown)).defects();
  }

  private static List<String> codes(String... lines) {
    return defects(lines).stream().map(it -> it.line() + " " + it.code()).toList();
  }

  @Test
  void aTextWithoutTitleOrLessons() {
    assertEquals(List.of("1 no-title", "1 no-lessons"), codes(""));
    assertEquals(List.of("1 no-title"), codes("## S", "- [ ] a"));
    assertEquals(List.of("3 no-lessons"), codes("", "", "# T", "- a"));
    assertEquals(List.of("1 empty-title"), codes("#", "- [ ] a"));
  }

  @Test
  void aNumberThatIsTakenNamesBothLines() {
    List<Defect> defects = defects("# T", "- [ ] 4. a", "- [ ] b", "- [ ] 04) c", "- [ ] 4. d");
    assertEquals(List.of(4, 5), defects.stream().map(Defect::line).toList());
    assertEquals("duplicate-number", defects.getFirst().code());
    assertEquals("lesson number 4 is in line 2 and in line 4", defects.getFirst().detail());
  }

  @Test
  void aNumberOutOfRange() {
    assertEquals(
        List.of(
            "2 number-out-of-range",
            "3 number-out-of-range",
            "4 number-out-of-range",
            "6 number-out-of-range"),
        codes(
            "# T",
            "- [ ] 0. a",
            "- [ ] 10000. b",
            "- [ ] 99999999999999999999. c",
            "- [ ] 9999. d",
            "- [ ] e"));
  }

  @Test
  void anEmptyOrOverlongTitle() {
    String big = "x".repeat(201);
    assertEquals(
        List.of(
            "2 empty-title",
            "3 empty-title",
            "4 empty-title",
            "5 title-too-long",
            "6 title-too-long"),
        codes("# T", "###", "- [ ]", "- [ ] 4. ", "- [ ] 5. " + big, "## " + big, "- [ ] 6. a"));
    assertEquals(List.of("1 title-too-long"), codes("# " + big, "- [ ] a"));
  }

  @Test
  void aCheckBoxWithAnUnknownMark() {
    for (String mark : List.of("", "  ", "-", "y", "✓", "✔\uFE0F", "[")) {
      assertEquals(List.of("2 unknown-mark"), codes("# T", "- [" + mark + "] 1. a"), mark);
    }
  }

  @Test
  void butNoLinkAndNoFootnoteIsACheckBox() {
    for (String item :
        List.of("- [x](https://a.example)", "- [1] see", "- [todo] a", "- [x]a", "- x [y] z")) {
      assertEquals(List.of("1 no-lessons"), codes("# T", item), item);
    }
  }

  @Test
  void controlCharactersAnywhere() {
    assertEquals(
        List.of(
            "1 control-character",
            "3 control-character",
            "5 control-character",
            "7 control-character"),
        codes("# T\u0000", "- [ ] a\tb", "- [ ] \u0007", "```", "\u0085\u0000", "```", "\uDC00x"));
    assertEquals(
        List.of("3 control-character"),
        codes("# T\n- [ ] a", OutlineWriter.FURTHER_TEXT + "\u001b"));
  }

  @Test
  void everythingAtOnceInLineOrder() {
    assertEquals(
        List.of(
            "1 unknown-mark",
            "1 no-title",
            "2 empty-title",
            "2 duplicate-number",
            "3 empty-title",
            "4 number-out-of-range",
            "5 control-character"),
        codes("- [y] 1. a", "- [ ] 1.", "## ", "- [ ] 0. b", "x\u0000"));
  }
}
