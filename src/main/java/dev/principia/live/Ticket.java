package dev.principia.live;

import dev.principia.contract.Call;
import dev.principia.contract.Caller;
import dev.principia.contract.Digests;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import dev.principia.contract.Reply;
import dev.principia.db.Columns;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/// What opens one connection. It is random and short-lived, so that it may stand in an address, and
/// only its hash is stored.
record Ticket(String text) {
  static final Duration LIFETIME = Duration.ofSeconds(30);

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;

  /// Who has asked for a ticket; empty when it is presented too late.
  static Optional<Caller> holder(Columns row) {
    return row.get(Boolean.class, "fresh")
        ? Optional.of(
            new Caller(
                Optional.of(row.get(UUID.class, "account_id")),
                row.find(UUID.class, "session_id"),
                false,
                Optional.empty(),
                row.find(OffsetDateTime.class, "good_until").map(OffsetDateTime::toInstant)))
        : Optional.empty();
  }

  static Ticket fresh() {
    byte[] random = new byte[BYTES];
    RANDOM.nextBytes(random);
    return new Ticket(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }

  /// The one that a client presents.
  static Ticket of(Call call) {
    return new Ticket(call.text("ticket"));
  }

  Buffer hash() {
    return Buffer.buffer(Digests.sha256(text));
  }

  Reply reply() {
    return Reply.created(
            JsonObject.of(
                "ticket",
                text,
                "expiresIn",
                LIFETIME.toSeconds(),
                "url",
                "/api/v1/live?ticket=" + text))
        .with("Cache-Control", "no-store");
  }

  static Problem refused() {
    return Problem.of(
            ProblemType.UNAUTHENTICATED, "The ticket is used up, or too old, or none of ours.")
        .with("WWW-Authenticate", "Bearer error=\"invalid_token\"");
  }
}
