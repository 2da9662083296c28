package dev.principia.account;

import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Credentials that were looked up a moment ago, those that are not valid included, so that one
/// does not cost a statement per request. Shared by all threads of the process; another instance
/// learns of a deleted API key when its entry is over.
public final class KnownCredentials {
  static final Duration LIFETIME = Duration.ofSeconds(2);

  private static final int MOST = 10_000;

  /// @param until when it must be looked up again
  record Entry(Optional<Credential.Found> found, Instant until) {}

  private final Map<Buffer, Entry> entries = new ConcurrentHashMap<>();
  private final Clock clock;

  public KnownCredentials(Clock clock) {
    this.clock = clock;
  }

  /// What is known of it; an entry that found nothing says that it is not valid.
  Optional<Entry> find(Credential credential) {
    return Optional.ofNullable(entries.get(credential.hash()))
        .filter(entry -> clock.instant().isBefore(entry.until()));
  }

  void add(Credential credential, Optional<Credential.Found> found) {
    if (entries.size() >= MOST) {
      entries.clear();
    }
    entries.put(credential.hash(), new Entry(found, clock.instant().plus(LIFETIME)));
  }

  /// Forgets all that was found to be this account's.
  void removeAccount(UUID account) {
    entries
        .values()
        .removeIf(
            entry ->
                entry
                    .found()
                    .flatMap(found -> found.caller().account())
                    .filter(account::equals)
                    .isPresent());
  }

  void remove(UUID id) {
    entries
        .values()
        .removeIf(entry -> entry.found().map(found -> found.id().equals(id)).orElse(false));
  }
}
