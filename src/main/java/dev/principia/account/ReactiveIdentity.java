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
    return identity.known(head).map(Future::succeededFuture).orElseGet(() -> lookUp(head));
  }

  private Future<Caller> lookUp(Head head) {
    ApiKey key = identity.key(head);
    return db.work(tx -> find(tx, key, head.peer())).map(found -> identity.found(key, found));
  }

  private static Future<Optional<ApiKeySql.Found>> find(ReactiveTx tx, ApiKey key, String peer) {
    return tx.one(ApiKeySql.find(key))
        .compose(
            found ->
                found.filter(ApiKeySql.Found::due).isPresent()
                    ? tx.run(ApiKeySql.used(found.get().id(), peer)).map(found)
                    : Future.succeededFuture(found));
  }
}
