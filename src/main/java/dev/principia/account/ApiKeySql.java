package dev.principia.account;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.principia.contract.Caller;
import dev.principia.contract.Client;
import dev.principia.db.Columns;
import dev.principia.db.Query;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The statements of API keys.
final class ApiKeySql {
  private static final String COLUMNS =
      """
      id, name, prefix, scopes, created_at, coalesce(expires_at, 'epoch') as expires_at,
      coalesce(last_used_at, 'epoch') as last_used_at
      """;
  private static final String INSERT =
      """
      insert into api_keys (id, account_id, name, prefix, secret_hash, scopes, expires_at)
      select $1, $2, $3, $4, $5, $6, $7::timestamptz
       where (select count(*) from api_keys where account_id = $2) < 50 returning
      """
          + COLUMNS;
  private static final String LIST =
      "select " + COLUMNS + "from api_keys where account_id = $1 order by created_at desc, id";
  private static final String DELETE =
      """
      delete from api_keys where account_id = $1 and id = $2
      """;
  private static final String FIND =
      """
      select k.id, k.account_id, k.scopes,
             coalesce(k.last_used_at < now() - interval '1 minute', true) as due
        from api_keys k join accounts a on a.id = k.account_id
       where k.prefix = $1 and k.secret_hash = $2 and coalesce(k.expires_at > now(), true)
         and a.disabled_at is null
      """;
  private static final String USED =
      """
      with used as (
        update api_keys set last_used_at = now()
         where secret_hash = $1 and coalesce(last_used_at < now() - interval '1 minute', true)
        returning id, account_id
      )
      insert into audit_log (id, event, account_id, address, request, detail)
      select $2, 'api-key.used', account_id, $3, '', jsonb_build_object('key', id) from used
      """;

  private ApiKeySql() {}

  /// No row when the account has as many keys as it may.
  static Query<JsonObject> insert(
      UUID id, UUID account, String name, ApiKey key, String[] scopes, Optional<Instant> expiry) {
    return Query.of(
        INSERT,
        ApiKeySql::json,
        id,
        account,
        name,
        key.prefix(),
        key.hash(),
        scopes,
        expiry.map(at -> at.atOffset(ZoneOffset.UTC)));
  }

  static Query<JsonObject> list(UUID account) {
    return Query.of(LIST, ApiKeySql::json, account);
  }

  static Query<Boolean> delete(UUID account, UUID key) {
    return Query.command(DELETE, account, key);
  }

  /// The valid key with this secret.
  static Query<Credential.Found> find(ApiKey key) {
    return Query.of(FIND, ApiKeySql::found, key.prefix(), key.hash());
  }

  /// Notes the use of a key, once a minute however many requests find it due, with a row of the
  /// audit log that stands for all requests of that minute.
  static Query<Boolean> used(ApiKey key, Client client) {
    return Query.command(USED, key.hash(), UuidCreator.getTimeOrderedEpoch(), client.address());
  }

  /// A key never has the rights of an administrator, even if its account has.
  private static Credential.Found found(Columns row) {
    Caller caller =
        new Caller(
            Optional.of(row.get(UUID.class, "account_id")),
            Optional.empty(),
            false,
            Optional.of(Set.of(row.get(String[].class, "scopes"))));
    return new Credential.Found(row.get(UUID.class, "id"), caller, row.get(Boolean.class, "due"));
  }

  private static JsonObject json(Columns row) {
    JsonArray scopes = new JsonArray();
    for (String scope : row.get(String[].class, "scopes")) {
      scopes.add(scope);
    }
    JsonObject json =
        JsonObject.of(
            "id", row.get(UUID.class, "id").toString(),
            "name", row.get(String.class, "name"),
            "prefix", row.get(String.class, "prefix"),
            "scopes", scopes,
            "createdAt", time(row, "created_at").toString());
    put(json, "expiresAt", time(row, "expires_at"));
    put(json, "lastUsedAt", time(row, "last_used_at"));
    return json;
  }

  private static void put(JsonObject json, String member, Instant time) {
    if (!time.equals(Instant.EPOCH)) {
      json.put(member, time.toString());
    }
  }

  private static Instant time(Columns row, String column) {
    return row.get(OffsetDateTime.class, column).toInstant();
  }
}
