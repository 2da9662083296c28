package dev.principia.course;

import dev.principia.course.Outline.Item;
import dev.principia.course.Outline.Section;

/// Writes outlines the one way they are written.
final class OutlineWriter {
  /// The line after which nothing is outline any more: what follows may look like headings and
  /// lessons and still comes back word for word.
  static final String FURTHER_TEXT = "<!-- further text, kept as it is -->";

  private OutlineWriter() {}

  static String write(Outline outline) {
    var out = new StringBuilder();
    out.append(new Line.Heading(1, outline.title()).markdown()).append('\n');
    summary(outline, out);
    sections(outline, out);
    resources(outline, out);
    if (!outline.description().isEmpty()) {
      out.append('\n').append(FURTHER_TEXT).append("\n\n");
      out.append(outline.description()).append('\n');
    }
    return out.toString();
  }

  private static void summary(Outline outline, StringBuilder out) {
    if (!outline.summary().isEmpty()) {
      out.append('\n');
      outline.summary().lines().forEach(line -> out.append(SummaryText.escaped(line)).append('\n'));
    }
  }

  private static void sections(Outline outline, StringBuilder out) {
    if (outline.sections().isEmpty()) {
      return;
    }
    int lessons = outline.sections().stream().mapToInt(section -> section.lessons().size()).sum();
    out.append("\n## Course Topics (");
    out.append(lessons).append(lessons == 1 ? " Lesson)\n" : " Lessons)\n");
    outline.sections().forEach(section -> section(section, out));
  }

  private static void section(Section section, StringBuilder out) {
    out.append('\n').append(new Line.Heading(3, section.title()).markdown()).append('\n');
    for (Item lesson : section.lessons()) {
      out.append(lesson.done() ? "- [x] " : "- [ ] ");
      out.append(lesson.number()).append(". ").append(lesson.title()).append('\n');
    }
  }

  private static void resources(Outline outline, StringBuilder out) {
    if (!outline.resources().isEmpty()) {
      out.append("\n## Resources\n\n");
      outline.resources().forEach(it -> out.append(ResourceLine.write(it)).append('\n'));
    }
  }
}
