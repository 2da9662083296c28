package dev.principia.account;

import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// API keys that were looked up a moment ago, those that do not exist included, so that a key does
/// not cost a statement per request. Shared by all threads of the process; another instance learns
/// of a deleted key when its entry is over.
public final class KnownApiKeys {
  static final Duration LIFETIME = Duration.ofSeconds(2);

  private static final int MOST = 10_000;

  /// @param until when it must be looked up again
  record Entry(Optional<ApiKeySql.Found> found, Instant until) {}

  private final Map<Buffer, Entry> entries = new ConcurrentHashMap<>();
  private final Clock clock;

  public KnownApiKeys(Clock clock) {
    this.clock = clock;
  }

  /// What is known of a key; an entry that found nothing says that there is no such key.
  Optional<Entry> find(ApiKey key) {
    return Optional.ofNullable(entries.get(key.hash()))
        .filter(entry -> clock.instant().isBefore(entry.until()));
  }

  void add(ApiKey key, Optional<ApiKeySql.Found> found) {
    if (entries.size() >= MOST) {
      entries.clear();
    }
    entries.put(key.hash(), new Entry(found, clock.instant().plus(LIFETIME)));
  }

  void remove(UUID key) {
    entries
        .values()
        .removeIf(entry -> entry.found().map(found -> found.id().equals(key)).orElse(false));
  }
}
