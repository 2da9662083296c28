package dev.principia.server;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The trace that a request belongs to (W3C Trace Context, level 1): the client's, or a new one
/// when it sends none or a malformed one.
///
/// @param id 32 lower-case hexadecimal digits, not all zero
record Trace(String id) {
  private static final Pattern PARENT =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  /// @param parent the header `traceparent`
  static Trace of(Optional<String> parent) {
    return parent
        .map(PARENT::matcher)
        .filter(Matcher::matches)
        .map(matcher -> new Trace(matcher.group(1)))
        .orElseGet(Trace::begin);
  }

  private static Trace begin() {
    HexFormat hex = HexFormat.of();
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new Trace(hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong() | 1));
  }
}
