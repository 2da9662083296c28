package dev.principia.contract;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Well-formed UTF-8 (Unicode 17, table 3-7), asked of bytes before anybody decodes them.
public final class Utf8 {
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

  private Utf8() {}

  /// Where the first ill-formed sequence begins, or -1 when there is none.
  public static int firstDefect(byte[] bytes) {
    int at = endOfAscii(bytes, 0);
    while (at < bytes.length) {
      int length = sequence(bytes, at);
      if (length == 0) {
        return at;
      }
      at = endOfAscii(bytes, at + length);
    }
    return -1;
  }

  private static int endOfAscii(byte[] bytes, int from) {
    int at = from;
    while (at + Long.BYTES <= bytes.length
        && ((long) EIGHT_BYTES.get(bytes, at) & NOT_ASCII) == 0) {
      at += Long.BYTES;
    }
    while (at < bytes.length && bytes[at] >= 0) {
      at++;
    }
    return at;
  }

  /// The length of the well-formed sequence of several bytes at `at`, or 0.
  ///
  /// The second byte's range is what rules out overlong forms, surrogates, and what lies beyond
  /// U+10FFFF.
  private static int sequence(byte[] bytes, int at) {
    int lead = bytes[at] & 0xFF;
    int length = length(lead);
    if (length == 0 || at + length > bytes.length) {
      return 0;
    }
    int second = bytes[at + 1] & 0xFF;
    boolean well = second >= lowestSecond(lead) && second <= highestSecond(lead);
    for (int i = at + 2; i < at + length; i++) {
      well &= (bytes[i] & 0xC0) == 0x80;
    }
    return well ? length : 0;
  }

  /// How many bytes the sequence that begins with `lead` has; 0 when none of several bytes begins
  /// so.
  private static int length(int lead) {
    if (lead < 0xC2 || lead > 0xF4) {
      return 0;
    }
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  }

  private static int lowestSecond(int lead) {
    return switch (lead) {
      case 0xE0 -> 0xA0;
      case 0xF0 -> 0x90;
      default -> 0x80;
    };
  }

  private static int highestSecond(int lead) {
    return switch (lead) {
      case 0xED -> 0x9F;
      case 0xF4 -> 0x8F;
      default -> 0xBF;
    };
  }
}
