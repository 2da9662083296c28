package dev.principia.contract;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Strict percent-decoding (RFC 3986) of paths and queries, done once, from the raw request.
final class Percent {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/_.~-]*");

  /// What is neither a character of a path (RFC 3986, 3.3) nor an escape.
  private static final Pattern MISPLACED =
      Pattern.compile("[^A-Za-z0-9/_.~!$&'()*+,;=:@%-]|%(?![0-9A-Fa-f]{2})");

  private Percent() {}

  /// The decoded segments of an absolute path, or empty when the path is hostile: dot segments,
  /// empty segments, an encoded slash, a control character, broken escapes or invalid UTF-8. A
  /// single trailing slash gives an empty last segment.
  static Optional<List<String>> segments(String path) {
    if (!path.startsWith("/")) {
      return Optional.empty();
    }
    String[] raw = path.substring(1).split("/", -1);
    List<String> segments = new ArrayList<>(raw.length);
    for (int i = 0; i < raw.length; i++) {
      Optional<String> segment = decode(raw[i], false);
      if (segment.isEmpty()
          || isHostile(segment.get())
          || (segment.get().isEmpty() && i < raw.length - 1)) {
        return Optional.empty();
      }
      segments.add(segment.get());
    }
    return Optional.of(segments);
  }

  private static boolean isHostile(String segment) {
    return segment.equals(".")
        || segment.equals("..")
        || segment.indexOf('/') >= 0
        || segment.indexOf('\\') >= 0
        || hasControls(segment);
  }

  static boolean hasControls(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c == 0x7f) {
        return true;
      }
    }
    return false;
  }

  /// The decoded text, or empty when an escape is broken, the bytes are not UTF-8, or what is not
  /// ASCII came unescaped.
  static Optional<String> decode(String raw, boolean plusIsSpace) {
    if (raw.indexOf('%') < 0 && (!plusIsSpace || raw.indexOf('+') < 0) && isAscii(raw)) {
      return Optional.of(raw);
    }
    ByteBuffer bytes = ByteBuffer.allocate(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        int octet = octet(raw, i);
        if (octet < 0) {
          return Optional.empty();
        }
        bytes.put((byte) octet);
        i += 2;
      } else if (c > 0x7f) {
        return Optional.empty();
      } else {
        bytes.put((byte) (plusIsSpace && c == '+' ? ' ' : c));
      }
    }
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /// The path with what may not stand in an address escaped, for an answer that names a broken one:
  /// `instance` of a problem is a reference (RFC 9457, 3.1.5).
  static String repaired(String path) {
    return PLAIN.matcher(path).matches()
        ? path
        : MISPLACED.matcher(path).replaceAll(Percent::escaped);
  }

  private static String escaped(MatchResult misplaced) {
    StringBuilder escaped = new StringBuilder();
    for (byte octet : misplaced.group().getBytes(StandardCharsets.UTF_8)) {
      escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
    }
    return escaped.toString();
  }

  private static int octet(String raw, int percent) {
    if (percent + 2 >= raw.length()) {
      return -1;
    }
    int high = Character.digit(raw.charAt(percent + 1), 16);
    int low = Character.digit(raw.charAt(percent + 2), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  private static boolean isAscii(String raw) {
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
