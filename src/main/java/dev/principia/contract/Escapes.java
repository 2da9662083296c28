package dev.principia.contract;

/// The escapes that are legal JSON and yet stand for no character that we take: U+0000 and halves
/// of surrogate pairs.
///
/// In well-formed UTF-8 only an escape can bring them in.
final class Escapes {
  private static final int LENGTH = 6;
  private static final int HIGH = Character.MIN_HIGH_SURROGATE;
  private static final int LOW = Character.MIN_LOW_SURROGATE;

  private Escapes() {}

  /// Where the first refused escape begins, or -1 when there is none.
  ///
  /// Strings aren't told from what stands between them: a backslash there is no JSON anyway.
  static int firstRefused(byte[] bytes) {
    int at = 0;
    while (at < bytes.length) {
      int length = bytes[at] == '\\' ? length(bytes, at) : 1;
      if (length == 0) {
        return at;
      }
      at += length;
    }
    return -1;
  }

  /// Whether the escape at `at` is U+0000.
  static boolean isNul(byte[] bytes, int at) {
    return unit(bytes, at) == 0;
  }

  /// How many bytes the escape at `at` has, a pair counting as one, or 0 when it is refused.
  private static int length(byte[] bytes, int at) {
    int unit = unit(bytes, at);
    if (unit < 0) {
      return 2;
    }
    if (isHalf(HIGH, unit) && isHalf(LOW, unit(bytes, at + LENGTH))) {
      return 2 * LENGTH;
    }
    return unit == 0 || isSurrogate(unit) ? 0 : LENGTH;
  }

  /// The UTF-16 unit that the escape at `at` stands for, or -1 when it is of another kind or none.
  private static int unit(byte[] bytes, int at) {
    if (at + LENGTH > bytes.length || bytes[at] != '\\' || bytes[at + 1] != 'u') {
      return -1;
    }
    int unit = 0;
    for (int i = at + 2; i < at + LENGTH; i++) {
      unit = unit << 4 | Character.digit(bytes[i], 16);
    }
    return unit;
  }

  private static boolean isSurrogate(int character) {
    return isHalf(HIGH, character) || isHalf(LOW, character);
  }

  /// Whether `character` is one of the 1,024 from `half` on.
  private static boolean isHalf(int half, int character) {
    return character >> 10 == half >> 10;
  }
}
