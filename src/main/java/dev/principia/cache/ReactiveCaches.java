package dev.principia.cache;

import dev.principia.contract.ReactiveHandler;
import io.vertx.core.Future;
import java.util.Map;

/// What administrators see of the caches, on the event loop.
public final class ReactiveCaches {
  private final Caches caches;

  public ReactiveCaches(Caches caches) {
    this.caches = caches;
  }

  /// The handlers by operation id.
  public Map<String, ReactiveHandler> handlers() {
    return Map.of("listCaches", call -> Future.succeededFuture(caches.report()));
  }
}
