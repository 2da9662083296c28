package dev.principia.account;

import dev.principia.contract.Caller;
import dev.principia.contract.Head;
import dev.principia.contract.ReactiveAuthenticator;
import dev.principia.db.ReactiveDb;
import dev.principia.db.ReactiveTx;
import io.vertx.core.Future;
import java.util.Optional;

/// Who asks, on the event loop.
public final class ReactiveIdentity implements ReactiveAuthenticator {
  private final ReactiveDb db;
  private final Identity identity;

  public ReactiveIdentity(ReactiveDb db, Identity identity) {
    this.db = db;
    this.identity = identity;
  }

  @Override
  public Future<Caller> authenticate(Head head) {
    return switch (identity.presented(head)) {
      case Identity.Known known -> Future.succeededFuture(known.caller());
      case Identity.Unknown unknown ->
          db.work(tx -> find(tx, unknown))
              .map(found -> identity.found(unknown.credential(), found));
    };
  }

  private static Future<Optional<Credential.Found>> find(
      ReactiveTx tx, Identity.Unknown presented) {
    return tx.one(presented.find())
        .compose(
            found ->
                found.filter(Credential.Found::due).isPresent()
                    ? tx.run(presented.used()).map(found)
                    : Future.succeededFuture(found));
  }
}
