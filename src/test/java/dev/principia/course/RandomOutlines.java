package dev.principia.course;

import dev.principia.course.Outline.Item;
import dev.principia.course.Outline.Section;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

/// Makes outlines of text that Markdown might take for something else.
public final class RandomOutlines {
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

  private final Random random;

  public RandomOutlines(Random random) {
    this.random = random;
  }

  private String text(int pieces) {
    var text = new StringBuilder();
    for (int i = random.nextInt(pieces + 1); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  String lines(int count) {
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

  /// Any outline with at least one lesson.
  public Outline next() {
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
}
