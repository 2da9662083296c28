package dev.principia.job;

import java.time.Duration;

/// A schedule in one process, which leaves it alone for a while after a failure: a second, then
/// twice as long each time, at most a minute. Belongs to its event loop.
final class Turn {
  private static final int MOST_DOUBLINGS = 6;

  private final Schedule schedule;
  private int failures;
  private long notBefore = System.nanoTime();

  Turn(Schedule schedule) {
    this.schedule = schedule;
  }

  Schedule schedule() {
    return schedule;
  }

  boolean isTime() {
    return System.nanoTime() - notBefore >= 0;
  }

  void succeeded() {
    failures = 0;
  }

  void failed() {
    long seconds = Math.min(60, 1L << Math.min(failures, MOST_DOUBLINGS));
    failures++;
    notBefore = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
  }
}
