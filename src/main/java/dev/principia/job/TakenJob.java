package dev.principia.job;

import dev.principia.db.Columns;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// A job as its worker got it.
///
/// @param attempt this one, from 1
/// @param waited how long it could have run already
record TakenJob(
    Lease lease,
    String type,
    JsonObject payload,
    int attempt,
    int maxAttempts,
    Optional<UUID> owner,
    String request,
    String trace,
    Duration waited) {
  static TakenJob read(Columns row) {
    return new TakenJob(
        new Lease(row.get(UUID.class, "id"), row.get(Long.class, "token")),
        row.get(String.class, "type"),
        row.get(JsonObject.class, "payload"),
        row.get(Integer.class, "attempt"),
        row.get(Integer.class, "max_attempts"),
        row.find(UUID.class, "owner_id"),
        row.get(String.class, "request"),
        row.get(String.class, "trace"),
        Duration.ofNanos(row.get(Long.class, "waited") * 1000));
  }

  boolean isLastAttempt() {
    return attempt >= maxAttempts;
  }
}
