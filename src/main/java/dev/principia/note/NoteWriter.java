package dev.principia.note;

import java.util.ArrayList;
import java.util.List;

/// Writes a note in the course's template: a title, the tags if there are any, and the five
/// sections in order, empty ones too. [NoteReader] reads the very same note from it.
final class NoteWriter {
  private NoteWriter() {}

  /// @param title of the page, one line; the reader passes over it
  static String write(String title, Note note) {
    List<String> lines = new ArrayList<>();
    lines.add("# " + title);
    if (!note.tags().isEmpty()) {
      lines.add("");
      lines.add("Tags: " + String.join(", ", note.tags()));
    }
    for (Section section : Section.values()) {
      lines.add("");
      lines.add(section.heading());
      write(section, note, lines);
    }
    return String.join("\n", lines) + "\n";
  }

  private static void write(Section section, Note note, List<String> to) {
    switch (section) {
      case KEY_CONCEPTS -> ListText.write(note.keyConcepts(), to);
      case NOTES -> BodyText.write(note.body(), to);
      case CODE_EXAMPLES -> CodeText.write(note.codeExamples(), to);
      case TAKEAWAYS -> ListText.write(note.takeaways(), to);
      case RESOURCES ->
          ListText.write(note.resources().stream().map(ResourceText::write).toList(), to);
    }
  }
}
