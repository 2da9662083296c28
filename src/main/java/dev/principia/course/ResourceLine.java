package dev.principia.course;

import java.util.Optional;

/// A resource as a list item: `[title](url)`, `**Kind**: title - url`, `title: url` or a bare URL.
///
/// The title is the item's whole text but for the URL: nothing of it gets lost. An item that makes
/// no valid resource (no URL, two hundred words) is none.
final class ResourceLine {
  private static final int LONGEST = 4000;
  private static final String ESCAPED = "\\[]";

  private ResourceLine() {}

  static String write(Resource resource) {
    var label = new StringBuilder();
    for (int i = 0; i < resource.title().length(); i++) {
      char c = resource.title().charAt(i);
      label.append(ESCAPED.indexOf(c) >= 0 ? "\\" : "").append(c);
    }
    String url = resource.url();
    boolean brackets = url.indexOf('(') >= 0 || url.indexOf(')') >= 0;
    return "- [" + label + "](" + (brackets ? "<" + url + ">" : url) + ")";
  }

  static Optional<Resource> read(String item) {
    return item.length() > LONGEST ? Optional.empty() : link(item).or(() -> trailing(item));
  }

  /// `[title](url)`, perhaps with text around it.
  private static Optional<Resource> link(String item) {
    int open = item.indexOf('[');
    int close = open < 0 ? -1 : closing(item, open, '[', ']');
    if (close < 0 || !item.startsWith("](", close)) {
      return Optional.empty();
    }
    boolean angled = item.startsWith("<", close + 2);
    int end = angled ? item.indexOf(">)", close) + 1 : closing(item, close + 1, '(', ')');
    if (end <= 0) {
      return Optional.empty();
    }
    String url = angled ? item.substring(close + 3, end - 1) : item.substring(close + 2, end);
    String label = unescaped(item.substring(open + 1, close)).strip();
    String before = withoutEmphasis(item.substring(0, open).strip());
    return resource(join(join(before, label), item.substring(end + 1).strip()), url);
  }

  /// Any text that ends in a URL.
  private static Optional<Resource> trailing(String item) {
    int start = item.length();
    while (start > 0 && !Character.isWhitespace(item.charAt(start - 1))) {
      start--;
    }
    String last = item.substring(start);
    boolean angled = last.startsWith("<") && last.endsWith(">");
    String title = withoutEmphasis(item.substring(0, start).strip());
    return resource(withoutSeparator(title), angled ? last.substring(1, last.length() - 1) : last);
  }

  private static Optional<Resource> resource(String text, String url) {
    String title = text.isEmpty() ? url : text;
    return Resource.isUrl(url) && Titles.flaw(title).isEmpty()
        ? Optional.of(new Resource(title, url))
        : Optional.empty();
  }

  /// Where the bracket at `start` is closed, minding pairs and backslashes; -1 if it isn't.
  private static int closing(String text, int start, char open, char close) {
    int depth = 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == open) {
        depth++;
      } else if (c == close && --depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private static String unescaped(String label) {
    var title = new StringBuilder();
    for (int i = 0; i < label.length(); i++) {
      boolean escape = label.charAt(i) == '\\' && i + 1 < label.length();
      i += escape && ESCAPED.indexOf(label.charAt(i + 1)) >= 0 ? 1 : 0;
      title.append(label.charAt(i));
    }
    return title.toString();
  }

  /// `**Kind**: …` without the asterisks.
  private static String withoutEmphasis(String text) {
    for (String mark : new String[] {"**", "__", "*", "_"}) {
      int end = text.startsWith(mark) ? text.indexOf(mark, mark.length()) : -1;
      if (end >= 0) {
        return (text.substring(mark.length(), end) + text.substring(end + mark.length())).strip();
      }
    }
    return text;
  }

  private static String withoutSeparator(String text) {
    int end = text.length();
    while (end > 0
        && (Character.isWhitespace(text.charAt(end - 1))
            || "-–—:".indexOf(text.charAt(end - 1)) >= 0)) {
      end--;
    }
    return text.substring(0, end);
  }

  private static String join(String left, String right) {
    boolean tight = left.isEmpty() || right.isEmpty() || ",.;:!?)".indexOf(right.charAt(0)) >= 0;
    return left + (tight ? "" : " ") + right;
  }
}
