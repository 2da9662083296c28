package dev.principia.course;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// One line outside code fences, as far as outlines understand Markdown.
sealed interface Line {

  /// `## Title`, with the closing hashes of `## Title ##` taken off.
  record Heading(int level, String title) implements Line {
    /// Whether this heads the list of sections; mis-decoded emoji may stand before the words.
    boolean isTopics() {
      return title.toLowerCase(Locale.ROOT).contains("course topics");
    }

    /// Whether this heads a list of links; mis-decoded emoji may stand before the word.
    boolean isResources() {
      String words = title.toLowerCase(Locale.ROOT);
      int end = words.length();
      while (end > 0 && !Character.isLetterOrDigit(words.charAt(end - 1))) {
        end--;
      }
      int start = end - "resources".length();
      return words.substring(0, end).endsWith("resources")
          && (start == 0 || !Character.isLetterOrDigit(words.charAt(start - 1)));
    }

    String markdown() {
      return "#".repeat(level) + " " + title + (withoutClosing(title).equals(title) ? "" : " #");
    }
  }

  /// `- [x] 4. Title`.
  ///
  /// @param mark what stands in the check box
  /// @param number as typed, possibly out of range
  record Task(String mark, OptionalInt number, String title) implements Line {
    boolean isKnown() {
      return isOpen() || isDone();
    }

    boolean isDone() {
      return mark.equalsIgnoreCase("x");
    }

    private boolean isOpen() {
      return mark.length() == 1 && (mark.isBlank() || Character.isSpaceChar(mark.charAt(0)));
    }
  }

  /// A list item without check box.
  record Bullet(String text) implements Line {}

  /// Anything else.
  record Text() implements Line {}

  /// What this line is.
  static Line of(String line) {
    String text = line.strip();
    if (text.startsWith("#") && "   ".startsWith(line.substring(0, line.indexOf('#')))) {
      return heading(text);
    }
    int marker = markerLength(text);
    if (marker == 0) {
      return new Text();
    }
    String item = text.substring(marker).strip();
    return mark(item)
        .<Line>map(mark -> task(mark, ordinal(text, marker), item.substring(mark.length() + 2)))
        .orElseGet(() -> new Bullet(item));
  }

  private static Line heading(String text) {
    int level = run(text, '#');
    boolean heading = level <= 6 && isSpaceOrEnd(text, level);
    return heading ? new Heading(level, withoutClosing(text.substring(level).strip())) : new Text();
  }

  private static String withoutClosing(String title) {
    int end = title.length();
    while (end > 0 && title.charAt(end - 1) == '#') {
      end--;
    }
    boolean closing = end < title.length() && (end == 0 || isSpaceOrEnd(title, end - 1));
    return closing ? title.substring(0, end).strip() : title;
  }

  /// The length of `-`, `*`, `+`, `4.` or `4)` at the start of a list item, else 0.
  private static int markerLength(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    int length = "-*+".indexOf(text.charAt(0)) >= 0 ? 1 : numberLength(text);
    return length <= 10 && isSpaceOrEnd(text, length) ? length : 0;
  }

  private static OptionalInt ordinal(String text, int marker) {
    return marker == 1 ? OptionalInt.empty() : number(text, marker);
  }

  /// What stands in the check box, if the item begins with one. A digit is a footnote's, longer
  /// text that of a link, and `\` escapes a bracket of its title.
  private static Optional<String> mark(String item) {
    int close = item.startsWith("[") ? item.indexOf(']') : -1;
    if (close < 0 || !isSpaceOrEnd(item, close + 1)) {
      return Optional.empty();
    }
    String mark = item.substring(1, close);
    int first = mark.isBlank() ? ' ' : mark.codePointAt(0);
    boolean single =
        mark.isBlank() || mark.replace("\uFE0F", "").length() == Character.charCount(first);
    return single && mark.indexOf('\\') < 0 && !Character.isDigit(first)
        ? Optional.of(mark)
        : Optional.empty();
  }

  private static Task task(String mark, OptionalInt ordinal, String rest) {
    String text = rest.strip();
    int length = numberLength(text);
    return length > 0 && isSpaceOrEnd(text, length)
        ? new Task(mark, number(text, length), text.substring(length).strip())
        : new Task(mark, ordinal, text);
  }

  /// The length of `4.` or `4)` at the start, else 0.
  private static int numberLength(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    boolean ended = digits > 0 && digits < text.length() && ".)".indexOf(text.charAt(digits)) >= 0;
    return ended ? digits + 1 : 0;
  }

  private static OptionalInt number(String text, int length) {
    return OptionalInt.of(
        length <= 10 ? Integer.parseInt(text, 0, length - 1, 10) : Integer.MAX_VALUE);
  }

  /// How often the character stands at the start.
  static int run(String text, char character) {
    int length = 0;
    while (length < text.length() && text.charAt(length) == character) {
      length++;
    }
    return length;
  }

  private static boolean isSpaceOrEnd(String text, int index) {
    return index >= text.length() || text.charAt(index) == ' ' || text.charAt(index) == '\t';
  }
}
