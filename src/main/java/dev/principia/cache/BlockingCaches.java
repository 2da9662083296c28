package dev.principia.cache;

import dev.principia.contract.BlockingHandler;
import java.util.Map;

/// What administrators see of the caches, on a thread that may wait.
public final class BlockingCaches {
  private final Caches caches;

  public BlockingCaches(Caches caches) {
    this.caches = caches;
  }

  /// The handlers by operation id.
  public Map<String, BlockingHandler> handlers() {
    return Map.of("listCaches", call -> caches.report());
  }
}
