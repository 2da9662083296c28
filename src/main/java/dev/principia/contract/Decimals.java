package dev.principia.contract;

import java.math.BigDecimal;

/// Numbers with a fraction or an exponent, as JSON writes them.
final class Decimals {
  private static final int DIGITS_OF_A_DOUBLE = 15;
  private static final int EXPONENT_THAT_IS_TOO_HIGH = 10_000;

  private Decimals() {}

  /// The exponent without its sign; 0 where none is written, and 10,000 for all that are higher.
  static int exponent(String number) {
    int mark = Math.max(number.indexOf('e'), number.indexOf('E'));
    if (mark < 0) {
      return 0;
    }
    return number
        .substring(mark + 1)
        .chars()
        .filter(Character::isDigit)
        .map(digit -> digit - '0')
        .reduce(0, (high, digit) -> Math.min(EXPONENT_THAT_IS_TOO_HIGH, high * 10 + digit));
  }

  /// The very number: a [Double] when its shortest decimal form is equal, else a [BigDecimal].
  static Number exact(String number) {
    double nearest = Double.parseDouble(number);
    return isSafe(number) || isSame(nearest, number) ? (Number) nearest : new BigDecimal(number);
  }

  /// A double keeps any 15 digits, so these need no comparison.
  private static boolean isSafe(String number) {
    return number.length() <= ".".length() + DIGITS_OF_A_DOUBLE && exponent(number) == 0;
  }

  private static boolean isSame(double nearest, String number) {
    return Double.isFinite(nearest)
        && BigDecimal.valueOf(nearest).compareTo(new BigDecimal(number)) == 0;
  }
}
