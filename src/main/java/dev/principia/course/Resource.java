package dev.principia.course;

import java.util.Locale;

/// A link worth following, of a course or of a lesson.
///
/// @param title at most 200 code points, trimmed, without control characters
/// @param url absolute, `http` or `https`, at most 2,000 characters
public record Resource(String title, String url) {
  private static final int LONGEST_URL = 2000;

  public Resource {
    Titles.checked(title);
    if (!isUrl(url)) {
      throw new IllegalArgumentException("not an http or https URL");
    }
  }

  /// Whether the text is an absolute `http` or `https` URL with a host and without characters that
  /// a URL may not hold literally (white space, quotes, angle brackets, backslashes).
  public static boolean isUrl(String text) {
    String scheme = text.substring(0, Math.min(8, text.length())).toLowerCase(Locale.ROOT);
    int host = scheme.startsWith("https://") ? 8 : scheme.startsWith("http://") ? 7 : -1;
    return host > 0
        && host < text.length()
        && text.length() <= LONGEST_URL
        && "/?#:".indexOf(text.charAt(host)) < 0
        && Titles.isPrintable(text)
        && text.codePoints().noneMatch(Resource::isForbidden);
  }

  private static boolean isForbidden(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || "<>\"\\`".indexOf(c) >= 0;
  }
}
