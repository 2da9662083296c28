package dev.principia.account;

import dev.principia.db.JsonSql;
import dev.principia.db.Query;
import io.vertx.core.buffer.Buffer;
import java.util.UUID;

/// What an account's export says of the account itself. Columns are named one by one: a hash or a
/// sealed secret gets nowhere by being added to a table.
final class ExportSql {
  private static final String ACCOUNT =
      """
      select convert_to(json_strip_nulls(json_build_object(
               'id', a.id, 'email', a.email, 'name', a.name, 'role', a.role,
               'timeZone', coalesce(a.time_zone, 'UTC'),
               'reminder', json_build_object('enabled', a.reminder_enabled, 'hour', a.reminder_hour),
               'secondFactorSince', %s, 'createdAt', %s, 'updatedAt', %s))::text, 'UTF8') as json
        from accounts a left join totp t on t.account_id = a.id where a.id = $1
      """
          .formatted(
              JsonSql.time("t.confirmed_at"),
              JsonSql.time("a.created_at"),
              JsonSql.time("a.updated_at"));
  private static final String SESSIONS =
      """
      select convert_to(case when row_number() over (order by created_at, id) > 1 then ',' else '' end ||
             json_strip_nulls(json_build_object(
               'id', id, 'address', address, 'agent', agent, 'createdAt', %s, 'lastSeenAt', %s,
               'expiresAt', %s, 'endedAt', %s))::text, 'UTF8') as json
        from sessions where account_id = $1
       order by created_at, id
      """
          .formatted(
              JsonSql.time("created_at"),
              JsonSql.time("last_seen_at"),
              JsonSql.time("expires_at"),
              JsonSql.time("revoked_at"));
  private static final String API_KEYS =
      """
      select convert_to(case when row_number() over (order by created_at, id) > 1 then ',' else '' end ||
             json_strip_nulls(json_build_object(
               'id', id, 'name', name, 'prefix', prefix, 'scopes', scopes, 'createdAt', %s,
               'expiresAt', %s, 'lastUsedAt', %s))::text, 'UTF8') as json
        from api_keys where account_id = $1
       order by created_at, id
      """
          .formatted(
              JsonSql.time("created_at"), JsonSql.time("expires_at"), JsonSql.time("last_used_at"));

  /// Whoever guessed a password or stole a token was somebody else: their address is not told.
  private static final String AUDIT =
      """
      select convert_to(case when row_number() over (order by at, id) > 1 then ',' else '' end ||
             json_strip_nulls(json_build_object(
               'at', %s, 'event', event,
               'address', case when event not in ('session.refused', 'session.reused') then address end,
               'detail', detail))::text, 'UTF8') as json
        from audit_log where account_id = $1
       order by at, id
      """
          .formatted(JsonSql.time("at"));

  private ExportSql() {}

  /// No row when the account was deleted.
  static Query<Buffer> account(UUID account) {
    return JsonSql.query(ACCOUNT, account);
  }

  static Query<Buffer> sessions(UUID account) {
    return JsonSql.query(SESSIONS, account);
  }

  static Query<Buffer> apiKeys(UUID account) {
    return JsonSql.query(API_KEYS, account);
  }

  static Query<Buffer> audit(UUID account) {
    return JsonSql.query(AUDIT, account);
  }
}
