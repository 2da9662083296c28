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
    return switch (identity.presented(head)) {
      case Identity.Known known -> known.caller();
      case Identity.Unknown unknown ->
          identity.found(unknown.credential(), db.work(tx -> find(tx, unknown)));
    };
  }

  private static Optional<Credential.Found> find(BlockingTx tx, Identity.Unknown presented) {
    Optional<Credential.Found> found = tx.one(presented.find());
    if (found.filter(Credential.Found::due).isPresent()) {
      tx.run(presented.used());
    }
    return found;
  }
}
