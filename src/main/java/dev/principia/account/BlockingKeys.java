package dev.principia.account;

import dev.principia.contract.Sealed;
import dev.principia.db.BlockingDb;
import dev.principia.db.BlockingTx;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.crypto.SecretKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What [KeysVerticle] does, for the blocking server, on a thread of its own.
public final class BlockingKeys implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BlockingKeys.class);

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> Thread.ofPlatform().daemon().name("keys").unstarted(work));
  private final BlockingDb db;
  private final Snapshot snapshot;
  private final Sealed sealed;
  private final Clock clock;
  private Instant looked = Instant.EPOCH;

  /// @param secret opens the stored keys
  public BlockingKeys(BlockingDb db, Snapshot snapshot, SecretKey secret, Clock clock) {
    this.db = db;
    this.snapshot = snapshot;
    this.sealed = new Sealed(secret, KeyRing.PURPOSE);
    this.clock = clock;
  }

  /// Returns when keys and revocations are known.
  public void start() {
    loadKeys();
    loadRevoked();
    every(KeysVerticle.REVOCATIONS.toMillis(), this::loadRevoked);
    every(KeysVerticle.REVOCATIONS.toMillis(), this::loadKeysWhenDue);
  }

  private void every(long millis, Runnable work) {
    var _ = timer.scheduleWithFixedDelay(() -> tried(work), millis, millis, TimeUnit.MILLISECONDS);
  }

  private static void tried(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warn("keys and revocations are not refreshed now: {}", e.toString());
    }
  }

  private void loadRevoked() {
    Set<UUID> before = snapshot.revoked();
    snapshot.revoked(new HashSet<>(db.work(tx -> tx.list(KeySql.revoked()))), before);
  }

  private void loadKeysWhenDue() {
    if (KeyRing.looksAgain(looked, clock.instant())) {
      loadKeys();
    }
  }

  private void loadKeys() {
    looked = clock.instant();
    snapshot.keys(Keys.of(db.work(this::keys), clock.instant()));
  }

  private List<SigningKey> keys(BlockingTx tx) {
    tx.only(KeySql.lock());
    List<SigningKey> known = tx.list(KeySql.list(sealed, clock.instant()));
    return KeyRing.due(known, clock.instant())
        .map(
            key -> {
              tx.run(KeySql.insert(key, sealed, clock.instant()));
              return KeyRing.with(known, key);
            })
        .orElse(known);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
