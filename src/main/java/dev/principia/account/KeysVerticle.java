package dev.principia.account;

import dev.principia.contract.Sealed;
import dev.principia.db.ReactiveDb;
import dev.principia.db.ReactiveTx;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Owns what this process knows of signing keys and revoked sessions, and keeps it fresh: a session
/// that another instance ended is refused here within half a second, for one small query that no
/// request waits for.
public final class KeysVerticle extends VerticleBase {
  static final Duration REVOCATIONS = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(KeysVerticle.class);

  private final ReactiveDb db;
  private final Snapshot snapshot;
  private final Sealed sealed;
  private final Clock clock;
  private Instant looked = Instant.EPOCH;
  private boolean looking;

  /// @param secret opens the stored keys
  public KeysVerticle(ReactiveDb db, Snapshot snapshot, SecretKey secret, Clock clock) {
    this.db = db;
    this.snapshot = snapshot;
    this.sealed = new Sealed(secret, KeyRing.PURPOSE);
    this.clock = clock;
  }

  /// Succeeds when keys and revocations are known.
  @Override
  public Future<?> start() {
    vertx.setPeriodic(REVOCATIONS.toMillis(), tick -> look());
    return loadKeys().compose(done -> loadRevoked());
  }

  private void look() {
    if (!looking) {
      looking = true;
      Future.join(loadRevoked(), loadKeysWhenDue())
          .onFailure(this::later)
          .onComplete(done -> looking = false);
    }
  }

  private Future<Void> loadKeysWhenDue() {
    return KeyRing.looksAgain(looked, clock.instant()) ? loadKeys() : Future.succeededFuture();
  }

  private Future<Void> loadRevoked() {
    Set<UUID> before = snapshot.revoked();
    return db.work(tx -> tx.list(KeySql.revoked()))
        .onSuccess(fresh -> snapshot.revoked(new HashSet<>(fresh), before))
        .mapEmpty();
  }

  private Future<Void> loadKeys() {
    looked = clock.instant();
    return db.work(this::keys)
        .onSuccess(all -> snapshot.keys(Keys.of(all, clock.instant())))
        .mapEmpty();
  }

  private Future<List<SigningKey>> keys(ReactiveTx tx) {
    return tx.only(KeySql.lock())
        .compose(locked -> tx.list(KeySql.list(sealed, clock.instant())))
        .compose(
            known ->
                KeyRing.due(known, clock.instant())
                    .map(key -> add(tx, known, key))
                    .orElse(Future.succeededFuture(known)));
  }

  private Future<List<SigningKey>> add(ReactiveTx tx, List<SigningKey> known, SigningKey key) {
    return tx.run(KeySql.insert(key, sealed, clock.instant()))
        .map(done -> KeyRing.with(known, key));
  }

  private void later(Throwable failure) {
    LOG.warn("keys and revocations are not refreshed now: {}", failure.toString());
  }
}
