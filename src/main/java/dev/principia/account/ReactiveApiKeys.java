package dev.principia.account;

import dev.principia.contract.Call;
import dev.principia.contract.Problem;
import dev.principia.contract.ReactiveHandler;
import dev.principia.contract.Reply;
import dev.principia.db.AuditSql;
import dev.principia.db.ReactiveDb;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/// API keys on the event loop.
public final class ReactiveApiKeys {
  private final ReactiveDb db;
  private final KnownCredentials known;
  private final Clock clock;

  public ReactiveApiKeys(ReactiveDb db, KnownCredentials known, Clock clock) {
    this.db = db;
    this.known = known;
    this.clock = clock;
  }

  /// The handlers by operation id.
  public Map<String, ReactiveHandler> handlers() {
    return Map.of(
        "listApiKeys", this::list, "createApiKey", this::create, "deleteApiKey", this::delete);
  }

  private Future<Reply> list(Call call) {
    return db.list(call, ApiKeySql.list(call.caller().id()))
        .map(all -> Reply.ok(JsonObject.of("items", new JsonArray(all))));
  }

  private Future<Reply> create(Call call) {
    NewApiKey key = NewApiKey.of(call, clock.instant());
    return db.transaction(
        call,
        tx ->
            tx.one(key.insert(call))
                .map(key::created)
                .compose(reply -> tx.run(AuditSql.add("api-key.created", call)).map(reply)));
  }

  private Future<Reply> delete(Call call) {
    UUID key = UUID.fromString(call.text("key"));
    return db.transaction(
            call,
            tx ->
                tx.run(ApiKeySql.delete(call.caller().id(), key))
                    .compose(
                        deleted ->
                            deleted == 1
                                ? tx.run(AuditSql.add("api-key.deleted", call))
                                : Future.failedFuture(Problem.notFound()))
                    .map(done -> Reply.empty(204)))
        .onSuccess(done -> known.remove(key));
  }
}
