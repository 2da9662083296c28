package dev.principia.account;

import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Call;
import dev.principia.contract.Problem;
import dev.principia.contract.Reply;
import dev.principia.db.AuditSql;
import dev.principia.db.BlockingDb;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/// API keys on a thread that may wait.
public final class BlockingApiKeys {
  private final BlockingDb db;
  private final KnownCredentials known;
  private final Clock clock;

  public BlockingApiKeys(BlockingDb db, KnownCredentials known, Clock clock) {
    this.db = db;
    this.known = known;
    this.clock = clock;
  }

  /// The handlers by operation id.
  public Map<String, BlockingHandler> handlers() {
    return Map.of(
        "listApiKeys", this::list, "createApiKey", this::create, "deleteApiKey", this::delete);
  }

  private Reply list(Call call) {
    var all = db.list(call, ApiKeySql.list(call.caller().id()));
    return Reply.ok(JsonObject.of("items", new JsonArray(all)));
  }

  private Reply create(Call call) {
    NewApiKey key = NewApiKey.of(call, clock.instant());
    return db.transaction(
        call,
        tx -> {
          Reply reply = key.created(tx.one(key.insert(call)));
          tx.run(AuditSql.add("api-key.created", call));
          return reply;
        });
  }

  private Reply delete(Call call) {
    UUID key = UUID.fromString(call.text("key"));
    Reply reply =
        db.transaction(
            call,
            tx -> {
              if (tx.run(ApiKeySql.delete(call.caller().id(), key)) == 0) {
                throw Problem.notFound();
              }
              tx.run(AuditSql.add("api-key.deleted", call));
              return Reply.empty(204);
            });
    known.remove(key);
    return reply;
  }
}
