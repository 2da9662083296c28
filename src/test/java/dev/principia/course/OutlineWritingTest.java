package dev.principia.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.principia.course.Outline.Item;
import dev.principia.course.Outline.Section;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How outlines are written, and what one can hold.
class OutlineWritingTest {
  private static Outline parse(String... lines) {
    return Outline.parse(String.join("\n", lines));
  }

  @Test
  void whatFollowsTheCommentIsDescriptionWordForWord() {
    String text = "# X\n- [ ] 1. a\n```\n" + OutlineWriter.FURTHER_TEXT + "\n  \n";
    Outline outline =
        parse("# T", "- [ ] 1. b", "Before.", OutlineWriter.FURTHER_TEXT, "", text, "");
    assertEquals("Before.\n\n" + text, outline.description());
  }

  @Test
  void anOutlineIsWrittenLikeAReadme() {
    Outline outline =
        new Outline(
            "C #",
            "About\n# all",
            List.of(
                new Section("A", List.of(new Item(4, "x", true), new Item(2, "y", false))),
                new Section("B", List.of())),
            List.of(new Resource("r [1]", "https://a.example/(")),
            "# More");
    String markdown =
        """
        # C # #

        About
        \\# all

        ## Course Topics (2 Lessons)

        ### A
        - [x] 4. x
        - [ ] 2. y

        ### B

        ## Resources

        - [r \\[1\\]](<https://a.example/(>)

        <!-- further text, kept as it is -->

        # More
        """;
    assertEquals(markdown, outline.toMarkdown());
    assertEquals(outline, Outline.parse(markdown));
  }

  @Test
  void anOutlineIsValidFromBirth() {
    Item item = new Item(1, "a", false);
    Section twice = new Section("S", List.of(item, item));
    for (String title :
        List.of("", " ", " a", "a ", "a\nb", "a\u0000", "\uD800", "x".repeat(201))) {
      assertThrows(IllegalArgumentException.class, () -> new Item(1, title, false));
      assertThrows(IllegalArgumentException.class, () -> new Section(title, List.of()));
      assertThrows(IllegalArgumentException.class, () -> new Resource(title, "https://a.example"));
      assertThrows(
          IllegalArgumentException.class, () -> new Outline(title, "", List.of(), List.of(), ""));
    }
    for (String url :
        List.of("", "ftp://a", "https://", "https:///a", "https://a b", "//a", "https://a<")) {
      assertThrows(IllegalArgumentException.class, () -> new Resource("a", url));
    }
    assertThrows(IllegalArgumentException.class, () -> new Item(0, "a", false));
    assertThrows(IllegalArgumentException.class, () -> new Item(10_000, "a", false));
    assertThrows(
        IllegalArgumentException.class, () -> new Outline("T", "", List.of(twice), List.of(), ""));
    assertThrows(
        IllegalArgumentException.class, () -> new Outline("T", " s", List.of(), List.of(), ""));
    assertThrows(
        IllegalArgumentException.class, () -> new Outline("T", "", List.of(), List.of(), "a\r\nb"));
    assertEquals(200, new Item(1, "🚀".repeat(200), false).title().codePointCount(0, 400));
  }
}
