package dev.principia.db;

/// Patterns of `like` and `ilike`.
public final class LikePattern {
  private LikePattern() {}

  /// Text that may stand anywhere, in which nothing is a wildcard.
  public static String containing(String text) {
    StringBuilder pattern = new StringBuilder("%");
    for (char c : text.strip().toCharArray()) {
      if (c == '%' || c == '_' || c == '\\') {
        pattern.append('\\');
      }
      pattern.append(c);
    }
    return pattern.append('%').toString();
  }
}
