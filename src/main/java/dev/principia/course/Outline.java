package dev.principia.course;

import java.util.BitSet;
import java.util.List;

/// A course as a README tells it: title, sections, numbered lessons, resources and further text.
///
/// Every outline that has lessons survives being written and read: `parse(o.toMarkdown())` equals
/// `o`. One without lessons can be written (a new course has none) but is refused when read.
///
/// @param title at most 200 code points, trimmed, as typed
/// @param summary trimmed text of any number of lines, may be empty
/// @param sections in reading order; lesson numbers are unique among all of them
/// @param resources in reading order
/// @param description all further text, word for word, may be empty
public record Outline(
    String title,
    String summary,
    List<Section> sections,
    List<Resource> resources,
    String description) {

  /// The largest lesson number; the smallest is 1.
  public static final int LAST_NUMBER = 9999;

  public Outline {
    Titles.checked(title);
    Titles.trimmed(Titles.printable(summary));
    Titles.printable(description);
    sections = List.copyOf(sections);
    resources = List.copyOf(resources);
    refuseDuplicateNumbers(sections);
  }

  private static void refuseDuplicateNumbers(List<Section> sections) {
    var taken = new BitSet();
    for (Section section : sections) {
      for (Item lesson : section.lessons()) {
        if (taken.get(lesson.number())) {
          throw new IllegalArgumentException("lesson number twice: " + lesson.number());
        }
        taken.set(lesson.number());
      }
    }
  }

  /// Reads Markdown.
  ///
  /// - The first heading of level 1 is the title, and the text below it the summary, up to the next
  ///   heading, code fence or lesson.
  /// - A list item with a check box is a lesson, at any depth of nesting: `- [x] 4. Title`. One
  ///   without number gets the next free number after the lesson before it.
  /// - A heading that directly holds lessons is a section; lessons under no heading but the title
  ///   are in a section "Lessons". Below a heading named "Course Topics", a heading of level 3 that
  ///   holds nothing is a section without lessons.
  /// - A list item with a link below a heading whose last word is "Resources" is a resource.
  /// - Everything else is kept in the description, under the heading it stands under. After the
  ///   line `<!-- further text, kept as it is -->` nothing but description follows.
  ///
  /// Code fences hold none of this. A fence with an info string inside a fence nests; when that
  /// leaves a fence open at the end of the text, the first bare fence closes instead, as in
  /// CommonMark, and a fence that never closes is text. Headings underlined with `=` or `-` and
  /// HTML are text, too.
  ///
  /// @throws OutlineRefused with all defects, when this is no outline
  public static Outline parse(String markdown) {
    return new OutlineReader().read(markdown);
  }

  /// Writes the canonical form, with `\n` line ends.
  public String toMarkdown() {
    return OutlineWriter.write(this);
  }

  /// A part of the course.
  ///
  /// @param title at most 200 code points, trimmed, as typed
  /// @param lessons in reading order, may be empty
  public record Section(String title, List<Item> lessons) {
    public Section {
      Titles.checked(title);
      lessons = List.copyOf(lessons);
    }
  }

  /// A lesson as the outline lists it.
  ///
  /// @param number 1 to 9999
  /// @param title at most 200 code points, trimmed, as typed
  /// @param done whether its box is ticked
  public record Item(int number, String title, boolean done) {
    public Item {
      Titles.checked(title);
      if (number < 1 || number > LAST_NUMBER) {
        throw new IllegalArgumentException("lesson number out of range: " + number);
      }
    }
  }
}
