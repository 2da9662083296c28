package dev.principia.contract;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// What a call has cost so far. Statements of one call may run side by side on other threads, so
/// the counters are atomic.
public final class Cost {
  private final AtomicInteger statements = new AtomicInteger();
  private final AtomicLong databaseNanos = new AtomicLong();

  /// One statement was answered after so many nanoseconds.
  public void statement(long nanos) {
    statements.incrementAndGet();
    databaseNanos.addAndGet(nanos);
  }

  public int statements() {
    return statements.get();
  }

  /// Time waited for the database, in nanoseconds; side-by-side statements count each for itself.
  public long databaseNanos() {
    return databaseNanos.get();
  }
}
