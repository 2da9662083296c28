package dev.principia.cache;

import java.time.Duration;

/// After a failure nobody asks Redis for a second: without it everything is answered, and only
/// slower, so requests must not wait for what is not there. Any thread.
final class RedisPause {
  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private volatile long failed = System.nanoTime() - PAUSE_NANOS;

  boolean isOver() {
    return System.nanoTime() - failed >= PAUSE_NANOS;
  }

  void begin() {
    failed = System.nanoTime();
  }
}
