package dev.principia.cache;

import io.vertx.core.json.JsonObject;

/// How a cache of this process does.
///
/// @param hits answers that were kept here
/// @param sharedHits answers that another instance had left in Redis
/// @param misses answers that had to be made
/// @param entries how many are kept
/// @param bytes how much that is, roughly
/// @param evictions how many had to make room
public record CacheFigures(
    String name,
    long hits,
    long sharedHits,
    long misses,
    long entries,
    long bytes,
    long evictions) {

  /// The share of requests for which the database was not asked; none before the first request.
  double ratio() {
    long all = hits + sharedHits + misses;
    return all == 0 ? 0 : Math.round(1000.0 * (hits + sharedHits) / all) / 1000.0;
  }

  /// One of them by its name.
  long get(String figure) {
    return switch (figure) {
      case "hits" -> hits;
      case "shared_hits" -> sharedHits;
      case "misses" -> misses;
      case "entries" -> entries;
      case "bytes" -> bytes;
      case "evictions" -> evictions;
      default -> throw new IllegalArgumentException(figure);
    };
  }

  JsonObject json() {
    return JsonObject.of(
        "name", name,
        "hits", hits,
        "sharedHits", sharedHits,
        "misses", misses,
        "hitRatio", ratio(),
        "entries", entries,
        "bytes", bytes,
        "evictions", evictions);
  }
}
