package dev.principia.job;

import dev.principia.contract.Call;
import dev.principia.contract.Preconditions;
import dev.principia.contract.Reply;
import dev.principia.db.AuditSql;
import dev.principia.db.Columns;
import dev.principia.db.Query;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/// A queue as operators see it.
///
/// @param concurrency the most jobs that one process runs at once; empty for its own setting
record StoredQueue(
    String name,
    boolean paused,
    Optional<Integer> concurrency,
    long version,
    long waiting,
    long running,
    long failed) {
  static StoredQueue read(Columns row) {
    return new StoredQueue(
        row.get(String.class, "name"),
        row.get(Boolean.class, "paused"),
        row.find(Integer.class, "concurrency"),
        row.get(Long.class, "version"),
        row.get(Long.class, "waiting"),
        row.get(Long.class, "running"),
        row.get(Long.class, "failed"));
  }

  /// What the call's merge patch (RFC 7396) makes of it; `null` gives the concurrency back to the
  /// processes' settings.
  StoredQueue patched(Call call) {
    JsonObject patch = call.body();
    Preconditions.check(call, version);
    return with(
        patch.getBoolean("paused", paused),
        patch.containsKey("concurrency")
            ? Optional.ofNullable(patch.getInteger("concurrency"))
            : concurrency);
  }

  /// The same one, paused or not.
  StoredQueue paused(boolean isPaused) {
    return with(isPaused, concurrency);
  }

  private StoredQueue with(boolean isPaused, Optional<Integer> most) {
    boolean same = isPaused == paused && most.equals(concurrency);
    return new StoredQueue(
        name, isPaused, most, same ? version : version + 1, waiting, running, failed);
  }

  /// Tells the audit log that an administrator made it so.
  Query<Boolean> audit(Call call) {
    return AuditSql.add("queue.updated", call.caller().account(), call, setting());
  }

  private JsonObject setting() {
    JsonObject json = JsonObject.of("queue", name, "paused", paused);
    concurrency.ifPresent(most -> json.put("concurrency", most));
    return json;
  }

  Reply reply() {
    return Reply.ok(json()).etag(Long.toString(version));
  }

  JsonObject json() {
    return setting().put("waiting", waiting).put("running", running).put("failed", failed);
  }
}
