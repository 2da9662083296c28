package dev.principia.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/// The answers of one name in this process, bounded by bytes. Any thread.
final class LocalCache {
  private final Changes changes;
  private final Cache<CacheKey, Entry> entries;
  private final LongAdder hits = new LongAdder();
  private final LongAdder sharedHits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder evictions = new LongAdder();

  /// @param bytes the most that is kept, roughly
  LocalCache(Changes changes, long bytes) {
    this.changes = changes;
    this.entries =
        Caffeine.newBuilder()
            .maximumWeight(bytes)
            .weigher((CacheKey key, Entry entry) -> key.weight() + entry.weight())
            .expireAfter(Expiry.creating((CacheKey key, Entry entry) -> life(entry)))
            .removalListener((key, entry, cause) -> removed(cause))
            .build();
  }

  private static Duration life(Entry entry) {
    return Duration.ofNanos(entry.nanos());
  }

  private void removed(RemovalCause cause) {
    if (cause == RemovalCause.SIZE) {
      evictions.increment();
    }
  }

  /// What is kept and still holds.
  Optional<Entry> find(CacheKey key) {
    Entry entry = entries.getIfPresent(key);
    if (entry == null || !changes.isTrusted()) {
      return Optional.empty();
    }
    if (!entry.holds(key, changes)) {
      entries.asMap().remove(key, entry);
      return Optional.empty();
    }
    hits.increment();
    return Optional.of(entry);
  }

  /// Keeps what was made, or that there is nothing.
  void put(CacheKey key, Optional<Kept> kept, long begun) {
    long nanos = (kept.isPresent() ? CacheName.LIFETIME : CacheName.NOTHING).toNanos();
    entries.put(key, Entry.of(kept, begun, jittered(nanos)));
  }

  /// Give or take a tenth.
  static long jittered(long time) {
    return time - time / 10 + ThreadLocalRandom.current().nextLong(time / 5);
  }

  void missed(boolean foundInRedis) {
    (foundInRedis ? sharedHits : misses).increment();
  }

  CacheFigures figures(CacheName name) {
    long bytes = entries.policy().eviction().orElseThrow().weightedSize().orElse(0);
    return new CacheFigures(
        name.word(),
        hits.sum(),
        sharedHits.sum(),
        misses.sum(),
        entries.estimatedSize(),
        bytes,
        evictions.sum());
  }
}
