package dev.principia.db;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/// Transactions that PostgreSQL has undone for the sake of another one (serialization failures and
/// deadlocks) are done again from their beginning, a few times and after a pause that grows and is
/// random, so that the two do not meet again. From any thread.
final class Retries {
  private static final int MOST = 4;
  private static final long FIRST_MILLIS = 10;

  private final LongAdder count = new LongAdder();

  /// Whether a transaction that has failed so is to be done again; counts it.
  ///
  /// @param attempt how often it has been done by now
  boolean again(Throwable failure, int attempt) {
    if (attempt > MOST || !DbFailure.isUndone(failure)) {
      return false;
    }
    count.increment();
    return true;
  }

  /// How long to wait before it.
  static Duration pause(int attempt) {
    long most = FIRST_MILLIS << attempt;
    return Duration.ofMillis(1 + ThreadLocalRandom.current().nextLong(most));
  }

  long count() {
    return count.sum();
  }
}
