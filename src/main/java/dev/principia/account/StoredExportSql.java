package dev.principia.account;

import dev.principia.contract.Call;
import dev.principia.db.Query;
import dev.principia.job.JobSql;
import dev.principia.job.JobType;
import dev.principia.job.NewJob;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/// Exports that jobs have made and owners have not fetched yet.
final class StoredExportSql {
  static final JobType EXPORT = JobType.of("account.export", "exports");

  private static final String BEGIN =
      """
      insert into exports (id, account_id) values ($1, $2)
      """;
  private static final String PIECE =
      """
      insert into export_pieces (export_id, number, bytes) values ($1, $2, $3)
      """;

  /// Of one account one export is kept, the newest.
  private static final String READY =
      """
      with older as (delete from exports where account_id = $2 and ready)
      update exports set ready = true, expires_at = now() + interval '24 hours' where id = $1
      """;

  private static final String FIND =
      """
      select id from exports where id = $1 and account_id = $2 and ready and expires_at > now()
      """;
  private static final String PIECES =
      """
      select bytes from export_pieces where export_id = $1 order by number
      """;
  private static final String PURGE =
      """
      delete from exports where expires_at < now()
      """;

  private StoredExportSql() {}

  /// Of one account one export waits.
  static Query<UUID> enqueue(Call call) {
    return JobSql.enqueue(
        NewJob.of(EXPORT, new JsonObject())
            .causedBy(call)
            .once("account.export " + call.caller().id()));
  }

  static Query<Boolean> begin(UUID export, UUID account) {
    return Query.command(BEGIN, export, account);
  }

  static Query<Boolean> piece(UUID export, int number, Buffer bytes) {
    return Query.command(PIECE, export, number, bytes);
  }

  static Query<Boolean> ready(UUID export, UUID account) {
    return Query.command(READY, export, account);
  }

  /// A row when the account has this export, complete and not expired.
  static Query<UUID> find(UUID export, UUID account) {
    return Query.of(FIND, row -> row.get(UUID.class, "id"), export, account);
  }

  static Query<Buffer> pieces(UUID export) {
    return Query.of(PIECES, row -> row.get(Buffer.class, "bytes"), export);
  }

  static Query<Boolean> purge() {
    return Query.command(PURGE);
  }
}
