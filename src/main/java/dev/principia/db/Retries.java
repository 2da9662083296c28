package dev.principia.db;

import dev.principia.guard.Backoff;
import dev.principia.guard.RetryBudget;
import java.time.Duration;

/// Transactions that PostgreSQL has undone for the sake of another one (serialization failures and
/// deadlocks) are done again from their beginning, a few times and after a pause that grows and is
/// random, so that the two do not meet again; all of them together within a budget. From any
/// thread.
final class Retries {
  private static final int MOST = 4;
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(20), Duration.ofMillis(160));

  private final RetryBudget budget = new RetryBudget();

  /// A transaction begins for the first time.
  void first() {
    budget.called();
  }

  /// Whether a transaction that has failed so is to be done again.
  ///
  /// @param attempt how often it has been done by now
  boolean again(Throwable failure, int attempt) {
    return attempt <= MOST && DbFailure.isUndone(failure) && budget.spend();
  }

  /// How long to wait before it.
  static Duration pause(int attempt) {
    return BACKOFF.pause(attempt);
  }

  long count() {
    return budget.spent();
  }
}
