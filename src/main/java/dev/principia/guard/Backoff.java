package dev.principia.guard;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// Pauses between tries: at most twice as long each time, and anything below that ("full jitter"),
/// so that those who failed together do not come back together. Any thread.
///
/// @param first the longest first pause
/// @param most the longest of all
public record Backoff(Duration first, Duration most) {
  private static final int MOST_DOUBLINGS = 20;

  /// @param tries made until now, from 1
  public Duration pause(int tries) {
    long bound = first.toMillis() << Math.min(tries - 1, MOST_DOUBLINGS);
    long millis = Math.clamp(bound, 1, most.toMillis());
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis + 1));
  }
}
