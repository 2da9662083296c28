package dev.principia.account;

import dev.principia.contract.Sealed;
import dev.principia.db.Columns;
import dev.principia.db.Query;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/// The statements of signing keys and of what every request must know of sessions.
final class KeySql {
  private static final String LOCK =
      """
      select true as locked from pg_advisory_xact_lock(5871240377)
      """;
  private static final String LIST =
      """
      select id, public_key, sealed_key, signs_from from signing_keys where verifies_until > $1
      """;
  private static final String INSERT =
      """
      with before as (
        update signing_keys set verifies_until = greatest(verifies_until, $6) where verifies_until > $7
      )
      insert into signing_keys (id, public_key, sealed_key, signs_from, verifies_until)
      values ($1, $2, $3, $4, $5)
      """;
  private static final String REVOKED =
      """
      select id from sessions where revoked_at > now() - interval '20 minutes'
      union all
      select id from ended_sessions where ended_at > now() - interval '20 minutes'
      """;
  private static final String PURGE =
      """
      delete from signing_keys where verifies_until < now()
      """;

  private KeySql() {}

  /// Held until the transaction ends: two instances make one key.
  static Query<Boolean> lock() {
    return Query.of(LOCK, row -> row.get(Boolean.class, "locked"));
  }

  /// The keys that verify at this time.
  static Query<SigningKey> list(Sealed sealed, Instant now) {
    return Query.of(LIST, row -> read(row, sealed), now.atOffset(ZoneOffset.UTC));
  }

  /// Keys that verify now do so until their last token is over, however late their successor comes.
  static Query<Boolean> insert(SigningKey key, Sealed sealed, Instant now) {
    return Query.command(
        INSERT,
        UUID.fromString(key.id()),
        key.publicKey(),
        sealed.seal(key.privateKey().encode()),
        key.signsFrom().atOffset(ZoneOffset.UTC),
        KeyRing.verifiesUntil(key.signsFrom().plus(KeyRing.SIGNS)).atOffset(ZoneOffset.UTC),
        KeyRing.verifiesUntil(key.signsFrom()).atOffset(ZoneOffset.UTC),
        now.atOffset(ZoneOffset.UTC));
  }

  /// Sessions that were revoked while a token of theirs may still be valid.
  static Query<UUID> revoked() {
    return Query.of(REVOKED, row -> row.get(UUID.class, "id"));
  }

  static Query<Boolean> purge() {
    return Query.command(PURGE);
  }

  private static SigningKey read(Columns row, Sealed sealed) {
    return new SigningKey(
        row.get(UUID.class, "id").toString(),
        row.get(JsonObject.class, "public_key"),
        new JsonObject(sealed.open(row.get(Buffer.class, "sealed_key"))),
        row.get(OffsetDateTime.class, "signs_from").toInstant());
  }
}
