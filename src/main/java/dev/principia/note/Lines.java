package dev.principia.note;

import java.util.List;

/// Lines as the template understands them: `\n` alone ends one, and only spaces and tabs are blank.
/// Whatever else Unicode calls a line break or a space is text.
final class Lines {
  private Lines() {}

  static List<String> of(String text) {
    return List.of(text.split("\n", -1));
  }

  static boolean isBlank(String line) {
    return indent(line) == line.length();
  }

  /// The index of the first character that is neither space nor tab.
  static int indent(String line) {
    int at = 0;
    while (at < line.length() && isBlank(line.charAt(at))) {
      at++;
    }
    return at;
  }

  static String trimmed(String line) {
    int end = line.length();
    while (end > 0 && isBlank(line.charAt(end - 1))) {
      end--;
    }
    String text = line.substring(0, end);
    return text.substring(indent(text));
  }

  static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /// How often the character stands from `at` on.
  static int run(String text, int at, char character) {
    int end = at;
    while (end < text.length() && text.charAt(end) == character) {
      end++;
    }
    return end - at;
  }

  /// The line without the backslashes at its start.
  static String bare(String line) {
    return line.substring(run(line, 0, '\\'));
  }

  static long characters(String text) {
    return text.codePointCount(0, text.length());
  }

  /// The text, or its beginning when it is longer.
  static String beginning(String text, int characters) {
    return characters(text) <= characters
        ? text
        : text.substring(0, text.offsetByCodePoints(0, characters));
  }
}
