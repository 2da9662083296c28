package dev.principia.job;

import dev.principia.db.Query;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;

/// The statements of a worker about what it holds. None touches a job that is another's by now.
final class LeaseSql {
  /// A row that a transaction of its own work has locked stays what it is meanwhile.
  private static final String BEAT =
      """
      with mine as (
        select j.id from jobs j, jsonb_to_recordset($1) as s(id uuid, token bigint) where
      """
          + WorkSql.AMONG_MINE
          + """
            for update of j skip locked)
          update jobs j set lease_until = now() + make_interval(secs => $2)
            from mine where j.id = mine.id returning j.id
          """;

  private static final String WATCH =
      """
      select j.id, j.token, j.cancel
        from jobs j, jsonb_to_recordset($1) as s(id uuid, token bigint) where
      """
          + WorkSql.AMONG_MINE;

  private static final String PROGRESS =
      """
      with mine as (
        select j.id, s.progress, s.note
          from jobs j,
               jsonb_to_recordset($1) as s(id uuid, token bigint, progress integer, note text) where
      """
          + WorkSql.AMONG_MINE
          + """
            for update of j skip locked)
          update jobs j set progress = mine.progress, note = mine.note
            from mine where j.id = mine.id returning j.id
          """;

  private static final String FENCE =
      "update jobs j set lease_until = now() + make_interval(secs => $3) where"
          + WorkSql.MINE
          + "returning j.id";

  private LeaseSql() {}

  static Query<UUID> beat(Collection<Lease> leases, Duration lease) {
    return Query.of(
        BEAT, row -> row.get(UUID.class, "id"), WorkSql.json(leases), JobSql.seconds(lease));
  }

  /// Those that are still their holders' own.
  static Query<Watched> watch(Collection<Lease> leases) {
    return Query.of(
        WATCH,
        row -> new Watched(WorkSql.lease(row), row.get(Boolean.class, "cancel")),
        WorkSql.json(leases));
  }

  /// @param all leases with the members `progress` and `note`
  static Query<UUID> progress(JsonArray all) {
    return Query.of(PROGRESS, row -> row.get(UUID.class, "id"), all);
  }

  /// A row when the job is its holder's own, and then until the transaction ends.
  static Query<UUID> fence(Lease lease, Duration time) {
    return Query.of(
        FENCE, row -> row.get(UUID.class, "id"), lease.job(), lease.token(), JobSql.seconds(time));
  }

  /// @param cancelled whether nobody wants it done any more
  record Watched(Lease lease, boolean cancelled) {}
}
