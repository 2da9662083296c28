package dev.principia.job;

import io.vertx.core.json.JsonObject;
import java.util.UUID;

/// The right to write to a job that was taken.
///
/// @param token raised by every take: a worker with an older one touches no row
record Lease(UUID job, long token) {
  JsonObject json() {
    return JsonObject.of("id", job.toString(), "token", token);
  }
}
