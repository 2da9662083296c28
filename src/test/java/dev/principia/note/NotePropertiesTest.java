package dev.principia.note;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.Proves;
import dev.principia.note.Note.CodeExample;
import dev.principia.note.Note.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// What holds for every note and for every text.
final class NotePropertiesTest {
  private static final long SEED = new Random().nextLong();

  /// Pieces that mean something to the template or to Markdown, next to each other in every order.
  private static final List<String> PIECES =
      List.of(
          "## Notes",
          "## Key Concepts",
          "## Code Examples",
          "## Takeaways",
          "## Resources",
          "## 🔗 Resources",
          "## notes: ##",
          "\\## Notes",
          "# ",
          "##",
          "### Notes",
          " ",
          "  ",
          "    ",
          "\t",
          "- ",
          "-",
          "* ",
          "1. ",
          "\\",
          "\\\\",
          "`",
          "```",
          "````",
          "`````java",
          "```java",
          "~~~",
          "~~~~ markdown",
          "\\```",
          "[",
          "](",
          "]",
          ")",
          "<",
          ">",
          "Tags: a, b",
          "tags:",
          "https://a.example/(x)",
          "word",
          "é",
          "e\u0301",
          "\u0301",
          "\u0085",
          "\u2028",
          "\u2029",
          "\u00A0",
          "\u3000",
          "\u200D",
          "\u202E",
          "\uFEFF",
          "\u0001",
          "\u000B",
          "\f",
          "👩‍👩‍👧",
          "אב",
          "🚀",
          "---",
          "===",
          "> ",
          "<!--",
          "&amp;",
          "|",
          "%00");

  private final Random random = new Random(SEED);

  @Test
  @Proves("4.7")
  void everyNoteComesBackFromItsMarkdown() {
    for (int i = 0; i < 5_000; i++) {
      Note note = note();
      String markdown = NoteWriter.write("Lesson 4: " + text(3).replace("\n", ""), note);
      assertEquals(note, read(markdown), () -> "seed " + SEED + "\n" + markdown);
      assertEquals(note, Note.of(note.json()), "seed " + SEED);
    }
  }

  @Test
  void whatIsReadFromAnyTextComesBackToo() {
    int understood = 0;
    for (int i = 0; i < 5_000; i++) {
      NoteReader.Result result = NoteReader.read(text(60));
      if (result.defects().isEmpty()) {
        understood++;
        Note note = Note.of(result.json());
        String markdown = NoteWriter.write("T", note);
        assertEquals(note, read(markdown), () -> "seed " + SEED + "\n" + markdown);
      }
    }
    assertTrue(understood > 200, "seed " + SEED + ": only " + understood);
  }

  @Test
  void aMebibyteOfTrapsIsReadAtOnce() {
    for (String piece :
        List.of(
            "```a\n",
            "~~~\n```\n",
            "`",
            "[",
            "- [x](",
            "\\",
            "## Notes\n",
            "## Notes ",
            "- a\n",
            "  \n",
            "\n",
            "#",
            "- https://a.example ",
            "tags: ",
            "é ",
            "9")) {
      String trap = "## Code Examples\n## Resources\n- " + piece.repeat((1 << 20) / piece.length());
      assertTimeout(Duration.ofSeconds(5), () -> NoteReader.read(trap), piece);
      Note note =
          new Note(List.of(), piece.repeat(1 << 16), List.of(), List.of(), List.of(), List.of());
      assertTimeout(
          Duration.ofSeconds(5),
          () -> assertEquals(note, read(NoteWriter.write("T", note))),
          piece);
    }
  }

  @Test
  @Proves("6.4")
  void tagsHaveOneSpelling() {
    for (int i = 0; i < 5_000; i++) {
      List<String> tags = Tags.of(List.of(tag(), tag(), tag()));
      assertEquals(tags, Tags.of(tags), "seed " + SEED);
    }
    assertEquals(
        List.of("caf\u00E9", "web sockets"),
        Tags.of(List.of(" Cafe\u0301 ", "CAF\u00C9", "Web \t sockets", "\u00A0", "")));
  }

  private static Note read(String markdown) {
    NoteReader.Result result = NoteReader.read(markdown);
    assertEquals(List.of(), result.defects(), () -> "seed " + SEED + "\n" + markdown);
    return Note.of(result.json());
  }

  private Note note() {
    return new Note(
        many(3, this::item),
        random.nextInt(4) == 0 ? "" : text(25),
        many(3, () -> new CodeExample(language(), text(10))),
        many(3, this::item),
        many(3, () -> new Resource(title(), url())),
        Tags.of(many(3, this::tag)));
  }

  private String item() {
    String text = text(6);
    return text.isEmpty() ? "Item" : text;
  }

  private String language() {
    String text = Lines.trimmed(text(2).replace("\n", "").replace("`", ""));
    assertFalse(text.contains("\r"));
    return text;
  }

  private String title() {
    String text = text(5).replace("\n", " ");
    return text.isBlank() ? "Title" : text;
  }

  private String url() {
    return "https://a.example/"
        + List.of("", "(b)", "?q=%20)", "#)(", "a]b").get(random.nextInt(5));
  }

  private String tag() {
    return text(3).replaceAll("[,\\p{Cntrl}\u2028\u2029]", "");
  }

  private <T> List<T> many(int most, Supplier<T> one) {
    List<T> all = new ArrayList<>();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      all.add(one.get());
    }
    return List.copyOf(all);
  }

  /// Lines of pieces; every third line is one piece alone.
  private String text(int pieces) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(pieces + 1); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
      text.append(random.nextInt(5) < 2 ? "\n" : "");
    }
    return text.toString();
  }
}
