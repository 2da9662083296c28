package dev.principia.contract;

import java.util.ArrayDeque;
import java.util.Deque;

/// The end of the time that one call may take, and what its passing gives up: whoever waits for
/// something on the call's behalf says how that is given up. Thread-safe: it passes on a timer's
/// thread while the call's own waits.
public final class Deadline {
  private final Deque<Runnable> holders = new ArrayDeque<>(2);
  private boolean passed;

  /// From here until [#release], `giveUp` ends what the call waits for, instead of what was held
  /// before.
  ///
  /// @throws Problem as [#check]
  public synchronized void hold(Runnable giveUp) {
    check();
    holders.push(giveUp);
  }

  /// What was held last is somebody else's again. Waits while it is being given up.
  public synchronized void release() {
    holders.pop();
  }

  /// The time is over.
  public synchronized void pass() {
    passed = true;
    if (!holders.isEmpty()) {
      holders.peek().run();
    }
  }

  public synchronized boolean isPassed() {
    return passed;
  }

  /// @throws Problem [ProblemType#DEADLINE_EXCEEDED] when it has passed
  public void check() {
    if (isPassed()) {
      throw exceeded();
    }
  }

  /// What the client is told.
  public static Problem exceeded() {
    return Problem.of(ProblemType.DEADLINE_EXCEEDED, "The request took longer than it may.");
  }
}
