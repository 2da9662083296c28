package dev.principia.lab.result;

/// A ratio with its 95 % interval.
public record Interval(double middle, double low, double high) {
  /// Differences smaller than this are nobody's concern.
  public static final double PRACTICAL = 0.05;

  /// Lower, higher, or nothing that one could rely on.
  public enum Says {
    LOWER,
    HIGHER,
    NO_PRACTICAL_DIFFERENCE
  }

  /// What the interval says, given how far two equal arms lie apart.
  ///
  /// @param noise the ratio of an arm to itself
  public Says against(Interval noise) {
    double below = Math.min(Math.min(noise.low, 1 / noise.high), 1 - PRACTICAL);
    double above = Math.max(Math.max(noise.high, 1 / noise.low), 1 + PRACTICAL);
    if (high < below) {
      return Says.LOWER;
    }
    return low > above ? Says.HIGHER : Says.NO_PRACTICAL_DIFFERENCE;
  }

  /// `0.82 [0.79, 0.86]`
  @Override
  public String toString() {
    return String.format(java.util.Locale.ROOT, "%.2f [%.2f, %.2f]", middle, low, high);
  }
}
