package dev.principia.account;

import dev.principia.contract.BlockingAuthenticator;
import dev.principia.contract.Caller;
import dev.principia.contract.Head;
import dev.principia.db.BlockingDb;
import dev.principia.db.BlockingTx;
import java.util.Optional;

/// Who asks, on a thread that may wait.
public final class BlockingIdentity implements BlockingAuthenticator {
  private final BlockingDb db;
  private final Identity identity;

  public BlockingIdentity(BlockingDb db, Identity identity) {
    this.db = db;
    this.identity = identity;
  }

  @Override
  public Caller authenticate(Head head) {
    return identity.known(head).orElseGet(() -> lookUp(head));
  }

  private Caller lookUp(Head head) {
    ApiKey key = identity.key(head);
    return identity.found(key, db.work(tx -> find(tx, key, head.peer())));
  }

  private static Optional<ApiKeySql.Found> find(BlockingTx tx, ApiKey key, String peer) {
    Optional<ApiKeySql.Found> found = tx.one(ApiKeySql.find(key));
    found.filter(ApiKeySql.Found::due).ifPresent(each -> tx.run(ApiKeySql.used(each.id(), peer)));
    return found;
  }
}
