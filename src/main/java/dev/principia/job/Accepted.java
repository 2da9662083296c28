package dev.principia.job;

import dev.principia.contract.Reply;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;

/// The answer to a call that is worked later: 202, and where its job is.
public final class Accepted {
  private Accepted() {}

  public static Reply of(UUID job) {
    return new Reply.Json(202, JsonObject.of("job", job.toString()), List.of())
        .with("Location", "/api/v1/jobs/" + job)
        .with("Preference-Applied", "respond-async");
  }
}
