package dev.principia;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for what happens elsewhere, no longer than it takes.
public final class Until {
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

  private Until() {}

  /// Fails the test when the condition does not hold within the bound.
  public static void within(Duration bound, String what, BooleanSupplier condition) {
    long end = System.nanoTime() + bound.toNanos();
    boolean held = condition.getAsBoolean();
    while (!held && System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE);
      held = condition.getAsBoolean();
    }
    assertTrue(held, () -> "not within " + bound + ": " + what);
  }
}
