package dev.principia.contract;

import io.vertx.core.Future;

/// An operation on the event loop. It never blocks; a failed future or an exception becomes a
/// problem in one place, the chain.
@FunctionalInterface
public interface ReactiveHandler {
  Future<Reply> handle(Call call);

  /// A blocking handler hosted by a virtual-thread verticle: it waits on its own thread, so its
  /// future is complete when it is returned.
  static ReactiveHandler of(BlockingHandler handler) {
    return call -> {
      try {
        return Future.succeededFuture(handler.handle(call));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Future.failedFuture(e);
      }
    };
  }
}
