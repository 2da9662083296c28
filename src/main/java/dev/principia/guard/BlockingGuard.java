package dev.principia.guard;

import java.time.Duration;
import java.util.Optional;

/// Guarded calls from a thread that may wait. The call itself brings its timeout.
public final class BlockingGuard {
  private final Guard guard;

  public BlockingGuard(Guard guard) {
    this.guard = guard;
  }

  /// A call to another system.
  public interface Ask<T, E extends Exception> {
    T ask() throws E;
  }

  /// Makes a call, or throws [CircuitOpen].
  public <T, E extends Exception> T once(Ask<T, E> call) throws E {
    Guard.Pass pass = guard.enter();
    try {
      T answer = call.ask();
      pass.succeeded();
      return answer;
    } catch (Throwable failure) {
      pass.failed(failure);
      throw failure;
    }
  }

  /// Makes a call whose repetition does no harm, and repeats it as the budget allows.
  public <T, E extends Exception> T repeatable(Ask<T, E> call) throws E, InterruptedException {
    guard.first();
    for (int tries = 1; ; tries++) {
      try {
        return once(call);
      } catch (Exception failure) {
        Optional<Duration> pause =
            failure instanceof InterruptedException
                ? Optional.empty()
                : guard.again(tries, failure);
        if (pause.isEmpty()) {
          throw failure;
        }
        Thread.sleep(pause.get());
      }
    }
  }
}
