package dev.principia.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Names for addresses.
class SlugsTest {
  private static String lesson(String title) {
    return Slugs.lesson(title, 7);
  }

  @Test
  void aSlugIsTheTitleInPlainLetters() {
    assertEquals("request-response-cycle", lesson("  Request/Response   Cycle! "));
    assertEquals("creme-brulee-uber-strasse", lesson("Crème brûlée: Über Straße"));
    assertEquals("aether-oeuvre-lodz-smorgas", lesson("Æther, Œuvre, Łódź & Smørgås"));
    assertEquals("istanbul-ffi-1-2-k", lesson("İstanbul ﬃ ½ K"));
    assertEquals("c", lesson("C++"));
    assertEquals("12-factor-app-principles", lesson("12 Factor App Principles"));
  }

  @Test
  void aTitleWithoutLettersGetsANameByItsKind() {
    for (String title : List.of("", "42", "日本語 7", "🚀", "Привет", "-- 1 --")) {
      assertEquals("lesson-7", lesson(title));
      assertEquals("course-k3x9", Slugs.course(title, () -> "k3x9"));
    }
  }

  @Test
  void aReservedWordOrAUuidIsNoSlug() {
    String uuid = "01890a5d-ac96-774b-bcce-b302099a8057";
    assertEquals("lesson-next", lesson("Next!"));
    assertEquals("course-imports", Slugs.course("Imports", () -> "x"));
    assertEquals("lesson-" + uuid, lesson(uuid.toUpperCase(java.util.Locale.ROOT)));
    assertEquals("next-steps", lesson("Next steps"));
    for (String text :
        List.of(
            "next",
            "imports",
            uuid,
            "",
            "7",
            "a--b",
            "-a",
            "a-",
            "A",
            "é",
            "a b",
            "a".repeat(81))) {
      assertFalse(Slugs.isSlug(text), text);
    }
    assertTrue(Slugs.isSlug("lesson-7"));
  }

  @Test
  void aLongTitleIsCutBetweenWords() {
    assertEquals("abcdefghi-".repeat(8).substring(0, 79), lesson("abcdefghi ".repeat(20)));
    assertEquals("abcdefgh-".repeat(8) + "abcdefgh", lesson("abcdefgh ".repeat(9)));
    assertEquals("a".repeat(80), lesson("a".repeat(200)));
    assertEquals("lesson-7", lesson("1".repeat(80) + " a"));
  }

  @Test
  void aTakenSlugGetsASuffix() {
    assertEquals("caching-2", Slugs.suffixed("caching", "2"));
    assertEquals("a".repeat(77) + "-k3", Slugs.suffixed("a".repeat(80), "k3"));
    assertEquals("x-" + "1".repeat(76) + "-3", Slugs.suffixed("1".repeat(78) + "-a", "3"));
    for (String suffix : List.of("", "A", "a-b", "b302099a8057")) {
      assertThrows(IllegalArgumentException.class, () -> Slugs.suffixed("caching", suffix));
    }
  }

  @Test
  void everyTitleHasASlugAndEverySlugASuffix() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    String letters = "aZß9 01f-éİłñ/日🚀e";
    for (int i = 0; i < 5000; i++) {
      var title = new StringBuilder();
      for (int j = random.nextInt(150); j > 0; j--) {
        title.append(letters.charAt(random.nextInt(letters.length())));
      }
      String slug = Slugs.lesson(title.toString(), 1 + random.nextInt(9999));
      String other = Slugs.suffixed(slug, "1234567890".substring(0, 1 + random.nextInt(10)));
      assertTrue(Slugs.isSlug(slug) && Slugs.isSlug(other), () -> "seed " + seed + ": " + title);
      assertEquals(slug, Slugs.course(slug, () -> "x"));
    }
  }
}
