package dev.principia.account;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.principia.db.ReactiveDb;
import dev.principia.job.JobContext;
import dev.principia.job.JobKind;
import dev.principia.job.JobRefused;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;

/// Exports accounts. Each attempt writes an export of its own; what an attempt leaves behind that
/// did not get to its end is never ready, and expires.
public final class ReactiveExportJobs {
  private final ReactiveDb db;
  private final AccountExport export;

  public ReactiveExportJobs(ReactiveDb db, AccountExport export) {
    this.db = db;
    this.export = export;
  }

  public List<JobKind> kinds() {
    return List.of(new JobKind(StoredExportSql.EXPORT, this::run));
  }

  private Future<JsonObject> run(JobContext job) {
    UUID account = job.owner().orElseThrow(() -> new JobRefused("An export is somebody's."));
    UUID id = UuidCreator.getTimeOrderedEpoch();
    ReactivePieces pieces = new ReactivePieces(db, id);
    return db.ask(StoredExportSql.begin(id, account))
        .compose(begun -> document(job, account).writeTo(pieces))
        .compose(written -> pieces.end())
        .compose(
            ended ->
                job.complete(
                    tx ->
                        tx.run(StoredExportSql.ready(id, account))
                            .map(ready -> result(id, pieces))));
  }

  private ReactiveDocument document(JobContext job, UUID account) {
    return new ReactiveDocument(
        db,
        export.pieces(account),
        piece -> {
          job.checkpoint();
          job.progress(piece.percent(), piece.member());
        });
  }

  private static JsonObject result(UUID id, ReactivePieces pieces) {
    return JsonObject.of("location", "/api/v1/me/exports/" + id, "bytes", pieces.bytes());
  }
}
