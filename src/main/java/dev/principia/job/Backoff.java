package dev.principia.job;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// The pause before another attempt: doubled with each, bounded, and any part of that ("full
/// jitter"), so that jobs that failed together do not come back together.
///
/// @param first the longest pause after the first attempt
/// @param most the longest pause of all
public record Backoff(Duration first, Duration most) {
  static final Backoff USUAL = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(10));
  private static final int MOST_DOUBLINGS = 30;

  /// @param attempt how often it has been tried by now, from 1
  Duration pause(int attempt, RandomGenerator random) {
    long longest = longest(attempt).toMillis();
    return Duration.ofMillis(random.nextLong(longest + 1));
  }

  /// The bound of the pause after this attempt.
  Duration longest(int attempt) {
    int doublings = Math.min(attempt - 1, MOST_DOUBLINGS);
    Duration doubled = first.multipliedBy(1L << doublings);
    return doubled.compareTo(most) < 0 ? doubled : most;
  }
}
