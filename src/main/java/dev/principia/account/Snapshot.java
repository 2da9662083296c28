package dev.principia.account;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// What this process knows of keys and of revoked sessions, kept fresh by one writer (KeysVerticle
/// or the blocking server's watch) and read by every request without waiting.
public final class Snapshot {
  private final Set<UUID> revoked = ConcurrentHashMap.newKeySet();
  private volatile Optional<Keys> keys = Optional.empty();

  Keys keys() {
    return keys.orElseThrow(() -> new IllegalStateException("the keys are not loaded yet"));
  }

  /// The public keys (RFC 7517), for whoever checks our tokens.
  public JsonObject published() {
    return keys().published();
  }

  void keys(Keys fresh) {
    keys = Optional.of(fresh);
  }

  boolean isRevoked(UUID session) {
    return revoked.contains(session);
  }

  void revoke(UUID session) {
    revoked.add(session);
  }

  /// Replaces what is known by what the database says, but for what was revoked here meanwhile.
  void revoked(Set<UUID> fresh, Set<UUID> knownBefore) {
    revoked.addAll(fresh);
    for (UUID old : knownBefore) {
      if (!fresh.contains(old)) {
        revoked.remove(old);
      }
    }
  }

  Set<UUID> revoked() {
    return Set.copyOf(revoked);
  }
}
