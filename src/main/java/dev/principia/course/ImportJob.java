package dev.principia.course;

import dev.principia.contract.Call;
import dev.principia.db.Query;
import dev.principia.job.JobSql;
import dev.principia.job.JobType;
import dev.principia.job.NewJob;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/// An import that is worked later: the outline as it came, and whether only the report is wanted.
///
/// @param wish what was understood of it; it takes a while when it is long
/// @param size of the outline in characters
record ImportJob(ImportWish wish, int size) {
  static final JobType IMPORT = JobType.of("course.import", "imports");

  static Query<UUID> enqueue(Call call) {
    JsonObject payload = JsonObject.of("outline", call.textBody(), "dryRun", call.flag("dryRun"));
    return JobSql.enqueue(NewJob.of(IMPORT, payload).causedBy(call));
  }

  static ImportJob of(JsonObject payload, UUID owner) {
    String outline = payload.getString("outline");
    return new ImportJob(
        ImportWish.of(outline, owner, payload.getBoolean("dryRun")), outline.length());
  }
}
