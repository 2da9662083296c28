package dev.principia.course;

import dev.principia.contract.Problem;
import dev.principia.job.JobContext;
import dev.principia.job.JobKind;
import dev.principia.job.JobRefused;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;

/// Imports outlines that somebody does not want to wait for: the same rules, and the import and the
/// job's end are one transaction.
public final class ReactiveImportJobs {
  private final Vertx vertx;

  public ReactiveImportJobs(Vertx vertx) {
    this.vertx = vertx;
  }

  public List<JobKind> kinds() {
    return List.of(new JobKind(ImportJob.IMPORT, this::run));
  }

  private Future<JsonObject> run(JobContext job) {
    UUID owner = job.owner().orElseThrow(() -> new JobRefused("An import is somebody's."));
    return job.inPool(() -> ImportJob.of(job.payload(), owner))
        .compose(
            read ->
                job.complete(
                    tx ->
                        ReactiveImport.written(vertx, tx, read.wish(), read.size())
                            .map(ReactiveImport.Written::result)))
        .recover(failure -> Future.failedFuture(told(failure)));
  }

  /// A refusal stays one, however often it is tried; that the database is busy does not.
  private static Throwable told(Throwable failure) {
    return failure instanceof Problem refused && refused.type().status() < 500
        ? new JobRefused(refused.detail())
        : failure;
  }
}
