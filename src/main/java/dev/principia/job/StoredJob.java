package dev.principia.job;

import dev.principia.db.Columns;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/// A job as it is kept.
///
/// @param own what its owner sees of it
/// @param inside what only operators see besides
record StoredJob(
    UUID id,
    JobState state,
    Optional<UUID> parent,
    Optional<JsonObject> result,
    JsonObject own,
    JsonObject inside) {
  private static final String[] LEVELS = {"critical", "high", "normal", "low"};

  static StoredJob read(Columns row) {
    JobState state = JobState.of(row.get(String.class, "state"));
    Optional<JsonObject> result = row.find(JsonObject.class, "result");
    Optional<UUID> parent = row.find(UUID.class, "parent_id");
    return new StoredJob(
        row.get(UUID.class, "id"), state, parent, result, own(row, state, parent), inside(row));
  }

  private static JsonObject own(Columns row, JobState state, Optional<UUID> parent) {
    JsonObject json =
        JsonObject.of(
            "id", row.get(UUID.class, "id").toString(),
            "type", row.get(String.class, "type"),
            "state", state.told(),
            "progress", row.get(Integer.class, "progress"),
            "note", row.get(String.class, "note"),
            "attempt", row.get(Integer.class, "attempt"),
            "cancelRequested", row.get(Boolean.class, "cancel"),
            "createdAt", time(row, "created_at").orElseThrow());
    parent.ifPresent(id -> json.put("parent", id.toString()));
    if (state == JobState.SCHEDULED) {
      json.put("runAt", time(row, "run_at").orElseThrow());
    }
    time(row, "started_at").ifPresent(at -> json.put("startedAt", at));
    time(row, "finished_at").ifPresent(at -> json.put("finishedAt", at));
    row.find(String.class, "reason").ifPresent(reason -> json.put("reason", reason));
    if (state == JobState.DONE) {
      row.find(JsonObject.class, "result").ifPresent(result -> json.put("result", result));
    }
    return json;
  }

  private static JsonObject inside(Columns row) {
    JsonObject json =
        JsonObject.of(
            "queue", row.get(String.class, "queue"),
            "priority", LEVELS[row.get(Integer.class, "priority")],
            "maxAttempts", row.get(Integer.class, "max_attempts"),
            "payload", row.get(JsonObject.class, "payload"));
    row.find(UUID.class, "owner_id").ifPresent(owner -> json.put("owner", owner.toString()));
    row.find(String.class, "error").ifPresent(error -> json.put("error", error));
    row.find(String.class, "worker").ifPresent(worker -> json.put("worker", worker));
    String request = row.get(String.class, "request");
    return request.isEmpty() ? json : json.put("requestId", request);
  }

  private static Optional<String> time(Columns row, String column) {
    return row.find(OffsetDateTime.class, column).map(at -> at.toInstant().toString());
  }

  /// Everything, for operators.
  JsonObject all() {
    return own.copy().mergeIn(inside);
  }

  /// Where the result is to be found, if it has a place of its own.
  Optional<String> place() {
    return state == JobState.DONE
        ? result.map(each -> each.getString("location"))
        : Optional.empty();
  }
}
