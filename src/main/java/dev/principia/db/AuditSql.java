package dev.principia.db;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.principia.contract.Call;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/// The audit log: rows are only ever added.
public final class AuditSql {
  private static final String INSERT =
      """
      insert into audit_log (id, event, account_id, address, request, detail)
      values ($1, $2, $3, $4, $5, $6)
      """;

  private AuditSql() {}

  /// Of the caller's own account.
  public static Query<Boolean> add(String event, Call call) {
    return add(event, call.caller().account(), call);
  }

  /// @param event what happened, `session.refused` for example; never holds what a person typed
  public static Query<Boolean> add(String event, Optional<UUID> account, Call call) {
    return add(event, account, call, new JsonObject());
  }

  /// @param detail who did it and what it came to, for what one account does to another
  public static Query<Boolean> add(
      String event, Optional<UUID> account, Call call, JsonObject detail) {
    return Query.command(
        INSERT,
        UuidCreator.getTimeOrderedEpoch(),
        event,
        account,
        call.client().address(),
        call.requestId(),
        detail);
  }
}
