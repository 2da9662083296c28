package dev.principia.event;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/// Lets a few read at a time, in the order in which they came: when an event concerns everybody,
/// all streams of a loop want to read at once, and requests must not wait behind them. Each stream
/// waits here once at most, so the queue is as bounded as the streams are. On one event loop.
final class ReactiveTurns {
  private static final int AT_ONCE = 8;

  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int free = AT_ONCE;

  /// Does it when it is its turn.
  <T> Future<T> take(Supplier<Future<T>> work) {
    Promise<T> promise = Promise.promise();
    waiting.add(() -> work.get().onComplete(promise).onComplete(done -> next(1)));
    next(0);
    return promise.future();
  }

  private void next(int freed) {
    free += freed;
    if (free > 0 && !waiting.isEmpty()) {
      free--;
      waiting.remove().run();
    }
  }
}
