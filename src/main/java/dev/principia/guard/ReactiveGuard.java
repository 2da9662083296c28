package dev.principia.guard;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Guarded calls from the event loop. The call itself brings its timeout.
public final class ReactiveGuard {
  private final Vertx vertx;
  private final Guard guard;

  public ReactiveGuard(Vertx vertx, Guard guard) {
    this.vertx = vertx;
    this.guard = guard;
  }

  /// Makes a call, or fails with [CircuitOpen].
  public <T> Future<T> once(Supplier<Future<T>> call) {
    Guard.Pass pass;
    try {
      pass = guard.enter();
    } catch (CircuitOpen refused) {
      return Future.failedFuture(refused);
    }
    return made(call).onSuccess(answer -> pass.succeeded()).onFailure(pass::failed);
  }

  /// Makes a call whose repetition does no harm, and repeats it as the budget allows.
  public <T> Future<T> repeatable(Supplier<Future<T>> call) {
    guard.first();
    return attempt(1, call);
  }

  private <T> Future<T> attempt(int tries, Supplier<Future<T>> call) {
    return once(call)
        .recover(
            failure ->
                guard
                    .again(tries, failure)
                    .map(
                        pause ->
                            vertx
                                .timer(Math.max(1, pause.toMillis()), TimeUnit.MILLISECONDS)
                                .compose(over -> attempt(tries + 1, call)))
                    .orElseGet(() -> Future.failedFuture(failure)));
  }

  private static <T> Future<T> made(Supplier<Future<T>> call) {
    try {
      return call.get();
    } catch (RuntimeException failure) {
      return Future.failedFuture(failure);
    }
  }
}
