package dev.principia.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What holds for every outline and for every text.
class OutlinePropertiesTest {
  private static final long SEED = new Random().nextLong();

  private final Random random = new Random(SEED);
  private final RandomOutlines any = new RandomOutlines(random);

  @Test
  void everyOutlineComesBackFromItsMarkdown() {
    for (int i = 0; i < 2000; i++) {
      Outline outline = any.next();
      assertComesBack(outline, outline.toMarkdown());
    }
  }

  @Test
  void everyTextIsAnOutlineThatComesBackOrIsRefused() {
    int outlines = 0;
    for (int i = 0; i < 5000; i++) {
      String text = (random.nextBoolean() ? "# T\n- [ ] L\n" : "") + any.lines(30);
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
