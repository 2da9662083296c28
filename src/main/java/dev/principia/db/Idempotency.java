package dev.principia.db;

import dev.principia.contract.Call;
import dev.principia.contract.Digests;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import dev.principia.contract.Reply;
import dev.principia.contract.Sealed;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.SecretKey;

/// The rules of repeated requests (draft-ietf-httpapi-idempotency-key-header-06) and their table.
///
/// A key belongs to its caller and operation for 24 hours. Its row is claimed, and holds the reply,
/// in the very transaction of the effect: both are there or neither is.
public final class Idempotency {
  private static final String LOCK =
      """
      select pg_try_advisory_xact_lock(hashtextextended($1 || ' ' || $2, 0)) as free
      """;
  private static final String CLAIM =
      """
      insert into idempotency_keys (scope, key, fingerprint, expires_at)
      values ($1, $2, $3, now() + interval '24 hours')
      on conflict (scope, key) do update
         set fingerprint = excluded.fingerprint, expires_at = excluded.expires_at
       where idempotency_keys.expires_at < now()
      """;
  private static final String FIND =
      """
      select fingerprint, status, media_type, headers, body
        from idempotency_keys where scope = $1 and key = $2
      """;
  private static final String STORE =
      """
      update idempotency_keys set status = $3, media_type = $4, headers = $5, body = $6
       where scope = $1 and key = $2
      """;

  private static final String PURGE =
      """
      delete from idempotency_keys where expires_at < now()
      """;

  private final String scope;
  private final String key;
  private final Buffer fingerprint;
  private final SecretKey secret;

  private Idempotency(String scope, String key, Buffer fingerprint, SecretKey secret) {
    this.secret = secret;
    this.scope = scope;
    this.key = key;
    this.fingerprint = fingerprint;
  }

  /// The call's key, if it has one.
  ///
  /// @param secret keys the fingerprint, because a body may hold a password
  static Optional<Idempotency> of(Call call, SecretKey secret) {
    return call.idempotencyKey()
        .map(
            key ->
                new Idempotency(
                    call.callerName() + ' ' + call.operation().id(),
                    key,
                    fingerprint(call, secret),
                    secret));
  }

  private static Buffer fingerprint(Call call, SecretKey secret) {
    String asked = call.path() + new TreeMap<>(call.parameters()) + call.sent();
    return Buffer.buffer(Digests.hmac(secret, asked, call.raw().getBytes()));
  }

  /// True when no twin is in flight; the lock is kept until the transaction ends.
  Query<Boolean> lock() {
    return Query.of(LOCK, row -> row.get(Boolean.class, "free"), scope, key);
  }

  /// Touches one row when the key is new or expired, none when there is an answer already.
  Query<Boolean> claim() {
    return Query.command(CLAIM, scope, key, fingerprint);
  }

  /// The answer that is there already; 422 when it answers something else.
  Query<Reply> replay() {
    return Query.of(FIND, this::replay, scope, key);
  }

  Query<Boolean> store(Reply.Bytes reply) {
    JsonObject headers = reply.headersJson();
    Buffer body = holdsSecret(headers) ? sealed().seal(reply.body().toString()) : reply.body();
    return Query.command(STORE, scope, key, reply.status(), reply.mediaType(), headers, body);
  }

  /// What must not be kept by caches must not lie in the database as it is.
  private static boolean holdsSecret(JsonObject headers) {
    return "no-store".equals(headers.getString("Cache-Control"));
  }

  private Sealed sealed() {
    return new Sealed(secret, "stored answers");
  }

  /// Removes the keys whose time is over.
  public static Query<Boolean> purge() {
    return Query.command(PURGE);
  }

  static Problem twinInFlight() {
    return Problem.later(
        ProblemType.REQUEST_IN_FLIGHT,
        "A request with this Idempotency-Key is being worked on.",
        Duration.ofSeconds(1));
  }

  private Reply replay(Columns row) {
    Buffer known = row.get(Buffer.class, "fingerprint");
    if (!MessageDigest.isEqual(known.getBytes(), fingerprint.getBytes())) {
      throw Problem.of(
          ProblemType.IDEMPOTENCY_KEY_REUSED, "This Idempotency-Key was used for another request.");
    }
    JsonObject headers = row.get(JsonObject.class, "headers");
    Buffer body = row.get(Buffer.class, "body");
    return Reply.bytes(
            row.get(Integer.class, "status"),
            row.get(String.class, "media_type"),
            holdsSecret(headers) ? Buffer.buffer(sealed().open(body)) : body)
        .with(headers)
        .with("Idempotency-Replayed", "true");
  }
}
