package dev.principia.live;

import io.vertx.core.Future;
import java.util.function.Supplier;

/// Work that is asked for often and done one round at a time: whoever asks meanwhile gets another
/// round. Belongs to its event loop.
final class Round {
  private final Supplier<Future<?>> work;
  private boolean running;
  private boolean again;

  Round(Supplier<Future<?>> work) {
    this.work = work;
  }

  void run() {
    if (running) {
      again = true;
      return;
    }
    running = true;
    again = false;
    work.get().onComplete(done -> over());
  }

  private void over() {
    running = false;
    if (again) {
      run();
    }
  }
}
