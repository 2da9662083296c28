package dev.principia.job;

import dev.principia.db.Query;
import java.time.Duration;

/// Who runs a scheduled job now, decided by the database.
final class ScheduleSql {
  private static final String ALONE =
      """
      select pg_try_advisory_xact_lock(hashtextextended('schedule ' || $1, 0)) as alone
      """;
  private static final String CLAIM =
      """
      insert into schedules (job, last_run) values ($1, now())
      on conflict (job) do update set last_run = excluded.last_run
       where schedules.last_run <= now() - make_interval(secs => $2)
      """;

  private ScheduleSql() {}

  /// True when nobody else is running the job; held until the transaction ends.
  static Query<Boolean> alone(String job) {
    return Query.of(ALONE, row -> row.get(Boolean.class, "alone"), job);
  }

  /// Touches one row when the job is due: once per interval in the whole cluster, by the database's
  /// clock.
  static Query<Boolean> claim(String job, Duration interval) {
    return Query.command(CLAIM, job, interval.toMillis() / 1000.0);
  }
}
