package dev.principia.account;

import dev.principia.contract.Call;
import dev.principia.contract.Caller;
import dev.principia.contract.Client;
import dev.principia.db.Columns;
import dev.principia.db.Query;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/// The statements of sessions.
final class SessionSql {
  private static final String INSERT =
      """
      insert into sessions (id, account_id, refresh_hash, address, agent, cookie, expires_at)
      select $1, id, $3, $4, $5, $6, now() + interval '60 days'
        from accounts where id = $2 and disabled_at is null for share
      """;
  private static final String LOCK =
      """
      select s.id as session_id, s.refresh_hash, coalesce(s.previous_hash, ''::bytea) as previous_hash,
             s.rotated_at, s.expires_at, s.revoked_at is not null as revoked,
      """
          + Account.COLUMNS
          + "from sessions s join accounts a on a.id = s.account_id where s.id = $1"
          + " and not s.cookie for update of s";
  private static final String ROTATE =
      """
      update sessions set previous_hash = refresh_hash, refresh_hash = $2, rotated_at = now(),
             last_seen_at = now(), address = $3, agent = $4, expires_at = now() + interval '60 days'
       where id = $1
      """;
  private static final String OF_COOKIE =
      """
      select s.id, s.account_id, a.role = 'admin' as admin,
             s.last_seen_at < now() - interval '1 minute' as due
        from sessions s join accounts a on a.id = s.account_id
       where s.id = $1 and s.refresh_hash = $2 and s.cookie and s.revoked_at is null
         and s.expires_at > now()
      """;
  private static final String SEEN =
      """
      update sessions set last_seen_at = now(), address = $2, agent = $3 where id = $1
      """;
  private static final String LIST =
      """
      select id, address, agent, created_at, last_seen_at from sessions
       where account_id = $1 and revoked_at is null and expires_at > now()
       order by last_seen_at desc, id
      """;
  private static final String REVOKE =
      """
      update sessions set revoked_at = now()
       where account_id = $1 and id = $2 and revoked_at is null and expires_at > now()
      returning id
      """;
  private static final String REVOKE_ALL =
      """
      update sessions set revoked_at = now()
       where account_id = $1 and revoked_at is null and expires_at > now()
      returning id
      """;
  private static final String REVOKE_OTHERS =
      """
      update sessions set revoked_at = now()
       where account_id = $1 and id <> $2 and revoked_at is null and expires_at > now()
      returning id
      """;
  private static final String END_ALL =
      """
      insert into ended_sessions (id) select id from sessions where account_id = $1
      on conflict do nothing returning id
      """;
  private static final String RECENT =
      """
      select created_at > now() - interval '5 minutes' as recent from sessions where id = $1
      """;
  private static final String PURGE_ENDED =
      """
      delete from ended_sessions where ended_at < now() - interval '20 minutes'
      """;
  private static final String REVOKE_FAMILY =
      """
      update sessions set revoked_at = now() where id = $1 and revoked_at is null
      """;
  private static final String PURGE =
      """
      delete from sessions
       where expires_at < now() - interval '1 day' or revoked_at < now() - interval '1 day'
      """;

  private SessionSql() {}

  /// No row when the account is gone or was disabled meanwhile.
  static Query<Boolean> insert(UUID account, RefreshToken token, Call call) {
    return Query.command(
        INSERT,
        token.session(),
        account,
        token.hash(),
        call.client().address(),
        call.client().agent(),
        call.flag("cookie"));
  }

  /// The open session of a cookie.
  static Query<Credential.Found> ofCookie(RefreshToken token) {
    return Query.of(OF_COOKIE, SessionSql::found, token.session(), token.hash());
  }

  private static Credential.Found found(Columns row) {
    UUID id = row.get(UUID.class, "id");
    Caller caller =
        new Caller(
            Optional.of(row.get(UUID.class, "account_id")),
            Optional.of(id),
            row.get(Boolean.class, "admin"),
            Optional.empty());
    return new Credential.Found(id, caller, row.get(Boolean.class, "due"));
  }

  static Query<Boolean> seen(UUID session, Client client) {
    return Query.command(SEEN, session, client.address(), client.agent());
  }

  static Query<SessionRow> lock(UUID session) {
    return Query.of(LOCK, SessionRow::read, session);
  }

  static Query<Boolean> rotate(RefreshToken successor, Call call) {
    return Query.command(
        ROTATE,
        successor.session(),
        successor.hash(),
        call.client().address(),
        call.client().agent());
  }

  /// The sessions that are open, as their account sees them.
  static Query<JsonObject> list(UUID account) {
    return Query.of(LIST, SessionSql::json, account);
  }

  /// The session's id, when it was open and the account's.
  static Query<UUID> revoke(UUID account, UUID session) {
    return Query.of(REVOKE, row -> row.get(UUID.class, "id"), account, session);
  }

  static Query<UUID> revokeAll(UUID account) {
    return Query.of(REVOKE_ALL, row -> row.get(UUID.class, "id"), account);
  }

  static Query<UUID> revokeOthers(UUID account, UUID session) {
    return Query.of(REVOKE_OTHERS, row -> row.get(UUID.class, "id"), account, session);
  }

  /// Notes all sessions of an account that is about to be deleted: their rows go with it, and their
  /// access tokens must be refused as long as they live.
  static Query<UUID> endAll(UUID account) {
    return Query.of(END_ALL, row -> row.get(UUID.class, "id"), account);
  }

  /// Whether the sign-in of the session is younger than five minutes.
  static Query<Boolean> recent(UUID session) {
    return Query.of(RECENT, row -> row.get(Boolean.class, "recent"), session);
  }

  static Query<Boolean> purgeEnded() {
    return Query.command(PURGE_ENDED);
  }

  static Query<Boolean> revokeFamily(UUID session) {
    return Query.command(REVOKE_FAMILY, session);
  }

  static Query<Boolean> purge() {
    return Query.command(PURGE);
  }

  private static JsonObject json(Columns row) {
    return JsonObject.of(
        "id", row.get(UUID.class, "id").toString(),
        "address", row.get(String.class, "address"),
        "agent", row.get(String.class, "agent"),
        "createdAt", row.get(OffsetDateTime.class, "created_at").toInstant().toString(),
        "lastSeenAt", row.get(OffsetDateTime.class, "last_seen_at").toInstant().toString());
  }
}
