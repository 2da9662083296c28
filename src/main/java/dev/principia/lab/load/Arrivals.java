package dev.principia.lab.load;

import java.util.List;
import java.util.SplittableRandom;

/// When requests are due, in nanoseconds from the start; the same for the same seed.
public final class Arrivals {
  /// A rate that holds for a time.
  ///
  /// @param perSecond requests that are due in a second, on average
  public record Phase(double perSecond, double seconds) {}

  private final List<Phase> phases;
  private final SplittableRandom random;
  private final boolean uniform;
  private int phase;
  private double second;
  private double end;

  private Arrivals(List<Phase> phases, long seed, boolean uniform) {
    this.phases = phases;
    this.random = new SplittableRandom(seed);
    this.uniform = uniform;
    this.end = phases.getFirst().seconds();
  }

  /// Independent of each other, as visitors are.
  public static Arrivals poisson(List<Phase> phases, long seed) {
    return new Arrivals(phases, seed, false);
  }

  /// At equal distances.
  public static Arrivals uniform(Phase phase) {
    return new Arrivals(List.of(phase), 0, true);
  }

  /// When the next one is due, or [Long#MAX_VALUE] after the last.
  long next() {
    second += gap(phases.get(phase).perSecond());
    while (second >= end) {
      if (++phase == phases.size()) {
        phase--;
        return Long.MAX_VALUE;
      }
      // Without memory: the rest of the wait is drawn anew at the new rate.
      second = end + gap(phases.get(phase).perSecond());
      end += phases.get(phase).seconds();
    }
    return (long) (second * 1e9);
  }

  private double gap(double perSecond) {
    return uniform ? 1 / perSecond : -Math.log(1 - random.nextDouble()) / perSecond;
  }

  /// All phases together.
  double seconds() {
    return phases.stream().mapToDouble(Phase::seconds).sum();
  }
}
