package dev.principia.guard;

/// What all calls of this process to one dependency may spend on trying again: one retry for ten
/// calls, and two a second besides, so that somebody who seldom calls may retry at all. When a
/// dependency is down its callers would otherwise multiply what it has to bear. Any thread.
public final class RetryBudget {
  private static final double PER_CALL = 0.1;
  private static final double PER_SECOND = 2;
  private static final double BEGINNING = 20;

  /// More is not saved up: a long good time must not pay for a storm.
  private static final double MOST = 100;

  private double balance = BEGINNING;
  private long filled = System.nanoTime();
  private long spent;
  private long refused;

  /// A call is made for the first time.
  public synchronized void called() {
    balance = Math.min(MOST, balance + PER_CALL);
  }

  /// True when a call may be made again, which spends it.
  public synchronized boolean spend() {
    long now = System.nanoTime();
    balance = Math.min(MOST, balance + PER_SECOND * (now - filled) / 1e9);
    filled = now;
    if (balance < 1) {
      refused++;
      return false;
    }
    balance--;
    spent++;
    return true;
  }

  /// Retries until now.
  public synchronized long spent() {
    return spent;
  }

  /// Retries that there was no budget for.
  public synchronized long refused() {
    return refused;
  }
}
