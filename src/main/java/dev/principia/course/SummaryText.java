package dev.principia.course;

/// A summary between title and first heading: a line that would be read as part of the outline is
/// written with a backslash before it, which Markdown shows as plain text.
final class SummaryText {
  private SummaryText() {}

  static String escaped(String line) {
    return isStructure(line) ? indent(line) + "\\" + line.stripLeading() : line;
  }

  static String unescaped(String line) {
    String text = line.stripLeading();
    return text.startsWith("\\") && isStructure(line) ? indent(line) + text.substring(1) : line;
  }

  /// Whether the line, but for backslashes before it, means something to the reader.
  private static boolean isStructure(String line) {
    String text = line.strip();
    String bare = text.substring(Line.run(text, '\\'));
    return bare.equals(OutlineWriter.FURTHER_TEXT)
        || Fence.of(0, bare).isPresent()
        || switch (Line.of(bare)) {
          case Line.Heading _, Line.Task _ -> true;
          case Line.Bullet _, Line.Text _ -> false;
        };
  }

  private static String indent(String line) {
    return line.substring(0, line.length() - line.stripLeading().length());
  }
}
