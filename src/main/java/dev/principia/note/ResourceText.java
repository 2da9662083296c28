package dev.principia.note;

import dev.principia.note.Note.Resource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A resource as an item: `[title](url)`. Brackets and backslashes of the title are escaped; a URL
/// with parentheses stands between angle brackets. People write other things: a bare URL, words and
/// a URL, a link with words around it; all words become the title.
final class ResourceText {
  private static final Pattern URL = Pattern.compile("https?://[^\\s<>]++");
  private static final int LONGEST_TITLE = 200;

  private ResourceText() {}

  static String write(Resource resource) {
    StringBuilder text = new StringBuilder("[");
    for (char c : resource.title().toCharArray()) {
      text.append("[]\\".indexOf(c) >= 0 ? "\\" : "").append(c);
    }
    String url = resource.url();
    boolean plain = url.indexOf('(') < 0 && url.indexOf(')') < 0;
    return text.append(plain ? "](" + url + ")" : "](<" + url + ">)").toString();
  }

  /// Empty when there is no URL in it.
  static Optional<Resource> read(String item) {
    String line = item.replace('\n', ' ');
    Optional<Resource> link = link(line);
    return link.isPresent() ? link : bare(line);
  }

  /// The first link of the line, with the words around it.
  private static Optional<Resource> link(String line) {
    int open = line.indexOf('[');
    int close = open < 0 ? -1 : closing(line, open + 1);
    if (close < 0 || !line.startsWith("](", close)) {
      return Optional.empty();
    }
    boolean angle = line.startsWith("<", close + 2);
    int start = close + (angle ? 3 : 2);
    int end = line.indexOf(angle ? ">)" : ")", start);
    if (end < 0) {
      return Optional.empty();
    }
    String words = line.substring(open + 1, close);
    String after = line.substring(end + (angle ? 2 : 1));
    String title = line.substring(0, open) + plain(words) + after;
    return Optional.of(resource(title, line.substring(start, end)));
  }

  /// The bracket that closes a text; one behind a backslash does not.
  private static int closing(String line, int from) {
    int i = from;
    while (i < line.length() && line.charAt(i) != ']') {
      i += line.charAt(i) == '\\' ? 2 : 1;
    }
    return i < line.length() ? i : -1;
  }

  private static String plain(String words) {
    StringBuilder plain = new StringBuilder(words.length());
    for (int i = 0; i < words.length(); i++) {
      boolean escape = words.charAt(i) == '\\' && i + 1 < words.length();
      plain.append(words.charAt(escape && "[]\\".indexOf(words.charAt(i + 1)) >= 0 ? ++i : i));
    }
    return plain.toString();
  }

  private static Optional<Resource> bare(String line) {
    Matcher url = URL.matcher(line);
    if (!url.find()) {
      return Optional.empty();
    }
    String words = line.substring(0, url.start()) + line.substring(url.end());
    String title = words.replace("**", "").replace("<>", "").strip();
    int end = title.length();
    while (end > 0 && " -–—:".indexOf(title.charAt(end - 1)) >= 0) {
      end--;
    }
    return Optional.of(resource(title.substring(0, end), url.group()));
  }

  private static Resource resource(String title, String url) {
    return title.isBlank()
        ? new Resource(Lines.beginning(url, LONGEST_TITLE), url)
        : new Resource(title, url);
  }
}
