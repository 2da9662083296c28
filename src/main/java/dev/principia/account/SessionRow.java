package dev.principia.account;

import dev.principia.db.Columns;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/// A stored session with the account that it belongs to.
record SessionRow(
    UUID id,
    JsonObject account,
    Buffer refreshHash,
    Optional<Buffer> previousHash,
    Instant rotatedAt,
    Instant expiresAt,
    boolean revoked) {

  static SessionRow read(Columns row) {
    Buffer previous = row.get(Buffer.class, "previous_hash");
    return new SessionRow(
        row.get(UUID.class, "session_id"),
        AccountSql.json(row),
        row.get(Buffer.class, "refresh_hash"),
        previous.length() == 0 ? Optional.empty() : Optional.of(previous),
        row.get(OffsetDateTime.class, "rotated_at").toInstant(),
        row.get(OffsetDateTime.class, "expires_at").toInstant(),
        row.get(Boolean.class, "revoked"));
  }

  Optional<UUID> owner() {
    return Optional.of(UUID.fromString(account.getString("id")));
  }

  boolean isOver(Instant now) {
    return revoked || !now.isBefore(expiresAt);
  }
}
