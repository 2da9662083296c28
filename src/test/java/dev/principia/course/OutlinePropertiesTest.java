package dev.principia.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.principia.course.Outline.Item;
import dev.principia.course.Outline.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What holds for every outline and for every text.
class OutlinePropertiesTest {
  private static final long SEED = new Random().nextLong();

  /// Pieces that mean something to Markdown, next to each other in every order.
  private static final List<String> PIECES =
      List.of(
          "#",
          "##",
          "### ",
          "#######",
          " ",
          "  ",
          "    ",
          "\t",
          "-",
          "- ",
          "* ",
          "+ ",
          "[ ]",
          "[x]",
          "[X]",
          "[y]",
          "[]",
          "[",
          "]",
          "](",
          "(",
          ")",
          "<",
          ">",
          "\\",
          "\\\\",
          "`",
          "```",
          "````",
          "~~~",
          "```java",
          "1. ",
          "2) ",
          "12",
          ".",
          ":",
          " - ",
          "**",
          "_",
          "https://a.example",
          "http://b.example/(x)",
          "Resources",
          "Course Topics",
          "Lessons",
          "é",
          "ÔøΩüÃ¼",
          "\uF8FF",
          "🚀",
          "e\u0301",
          "\u00A0",
          "\u2028",
          "\u3000",
          "\u200B",
          "\uFE0F",
          "---",
          "===",
          "> ",
          "a",
          "word",
          "<!--",
          OutlineWriter.FURTHER_TEXT,
          "|",
          "&amp;",
          "%00",
          "\uFEFF");

  private final Random random = new Random(SEED);

  private String text(int pieces) {
    var text = new StringBuilder();
    for (int i = random.nextInt(pieces + 1); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  private String lines(int count) {
    var lines = new ArrayList<String>();
    for (int i = random.nextInt(count + 1); i > 0; i--) {
      lines.add(text(5));
    }
    return String.join("\n", lines);
  }

  private String title() {
    String title = text(6).strip();
    return Titles.flaw(title).isEmpty() ? title : "Title";
  }

  private Outline outline() {
    var taken = new BitSet();
    var sections = new ArrayList<Section>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      var lessons = new ArrayList<Item>();
      for (int j = random.nextInt(4); j > 0 || (i == 0 && taken.isEmpty()); j--) {
        int number = taken.nextClearBit(1 + random.nextInt(9000));
        taken.set(number);
        lessons.add(new Item(number, title(), random.nextBoolean()));
      }
      sections.add(new Section(title(), lessons));
    }
    return new Outline(title(), lines(4).strip(), sections, resources(), lines(8));
  }

  private List<Resource> resources() {
    var resources = new ArrayList<Resource>();
    for (int i = random.nextInt(3); i > 0; i--) {
      String url = "https://" + text(3).strip();
      resources.add(new Resource(title(), Resource.isUrl(url) ? url : "HTTP://x.example/[a](b"));
    }
    return resources;
  }

  @Test
  void everyOutlineComesBackFromItsMarkdown() {
    for (int i = 0; i < 2000; i++) {
      Outline outline = outline();
      assertComesBack(outline, outline.toMarkdown());
    }
  }

  @Test
  void everyTextIsAnOutlineThatComesBackOrIsRefused() {
    int outlines = 0;
    for (int i = 0; i < 5000; i++) {
      String text = (random.nextBoolean() ? "# T\n- [ ] L\n" : "") + lines(30);
      outlines += comesBack(text) ? 1 : 0;
    }
    assertTrue(outlines > 100, "seed " + SEED + ": only " + outlines);
  }

  private static boolean comesBack(String text) {
    Outline outline;
    try {
      outline = Outline.parse(text);
    } catch (OutlineRefused refused) {
      assertFalse(refused.defects().isEmpty(), "seed " + SEED);
      return false;
    }
    assertComesBack(outline, text);
    return true;
  }

  private static void assertComesBack(Outline outline, String told) {
    String markdown = outline.toMarkdown();
    try {
      assertEquals(outline, Outline.parse(markdown), () -> "seed " + SEED + "\n" + told);
      assertEquals(markdown, Outline.parse(markdown).toMarkdown());
    } catch (OutlineRefused refused) {
      fail("seed " + SEED + ", " + refused.defects() + "\n" + markdown, refused);
    }
  }

  @Test
  void randomCharactersNeverThrowAnythingElse() {
    for (int i = 0; i < 2000; i++) {
      var text = new StringBuilder();
      for (int j = random.nextInt(200); j > 0; j--) {
        text.append(
            (char) (random.nextInt(4) == 0 ? random.nextInt(0x10000) : random.nextInt(128)));
      }
      comesBack(text.toString());
    }
  }

  @Test
  void aMebibyteOfLessonsIsReadAtOnce() {
    var markdown = new StringBuilder("# T\n");
    for (int i = 1; i <= Outline.LAST_NUMBER; i++) {
      markdown.append(i % 10 == 1 ? "## S\n" : "");
      markdown
          .append("- [ ] ")
          .append(i % 2 == 0 ? i + ". " : "")
          .append("word ".repeat(19))
          .append('\n');
    }
    Outline outline =
        assertTimeout(Duration.ofSeconds(5), () -> Outline.parse(markdown.toString()));
    assertEquals(1000, outline.sections().size());
    assertEquals(outline, Outline.parse(outline.toMarkdown()));
  }

  @Test
  void aMebibyteOfTrapsIsReadAtOnce() {
    for (String piece :
        List.of(
            "```a\n",
            "`",
            "[",
            "- [",
            "#",
            "- https://a.example [\n",
            "## S\n",
            "\n",
            "\\",
            "9",
            "- [ ] 1. a\n",
            "~~~\n```\n",
            "(",
            " ",
            "- [x](\n",
            "1. ",
            "*",
            "### \n#### a\n",
            "\t")) {
      String trap = "# T\n- [ ] L\n## Resources\n- " + piece.repeat((1 << 20) / piece.length());
      assertTimeout(Duration.ofSeconds(5), () -> comesBack(trap), piece);
    }
  }
}
