package dev.principia.contract;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Strict percent-decoding (RFC 3986) of paths and queries, done once, from the raw request.
final class Percent {
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
