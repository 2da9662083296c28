package dev.principia.job;

import dev.principia.db.Columns;
import dev.principia.db.Query;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/// Whose a tick is. Only the database's clock counts.
public final class ScheduleSql {
  /// A schedule that has another rhythm now owes nothing of the old one or of the time before.
  private static final String REGISTER =
      """
      insert into schedules (name, rhythm, zone)
      select name, rhythm, zone from jsonb_to_recordset($1) as s(name text, rhythm text, zone text)
       order by name
      on conflict (name) do update set rhythm = excluded.rhythm, zone = excluded.zone, since = now()
       where (schedules.rhythm, schedules.zone) <> (excluded.rhythm, excluded.zone)
      """;

  private static final String ALL =
      """
      select s.name, s.rhythm, s.zone, s.since, t.tick as last, now() as now
        from schedules s
        left join lateral (select tick from schedule_ticks t where t.schedule = s.name
                            order by tick desc limit 1) t on true
       order by s.name
      """;

  /// The lock keeps a schedule from overlapping with itself, and others from waiting for it.
  private static final String TAKE =
      """
      insert into schedule_ticks (schedule, tick, skipped)
      select $1, $2::timestamptz, now() > $3::timestamptz
       where pg_try_advisory_xact_lock(hashtextextended('schedule ' || $1, 0))
         and not exists (select from schedule_ticks where schedule = $1 and tick >= $2)
      on conflict do nothing
      returning skipped, (extract(epoch from done_at - tick) * 1000)::bigint as late
      """;

  private static final String PURGE =
      """
      delete from schedule_ticks t
       where done_at < now() - interval '7 days'
         and exists (select from schedule_ticks n where n.schedule = t.schedule and n.tick > t.tick)
      """;

  /// When a tick never gets too late. Not `infinity`, which one of the drivers does not know.
  private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

  private ScheduleSql() {}

  /// Tells the database what is scheduled.
  static Query<Boolean> register(List<Schedule> schedules) {
    JsonArray rows = new JsonArray();
    for (Schedule each : schedules) {
      Rhythm rhythm = each.rhythm();
      rows.add(
          JsonObject.of(
              "name", each.name(), "rhythm", rhythm.text(), "zone", rhythm.zone().getId()));
    }
    return Query.command(REGISTER, rows);
  }

  /// All schedules that were ever registered, by name.
  public static Query<Ticks> all() {
    return Query.of(ALL, ScheduleSql::read);
  }

  /// Answers a row when the tick is this transaction's: nobody else has it or a newer one, or is
  /// working an older one.
  static Query<Ticks.Taken> take(Schedule schedule, Instant tick) {
    Instant latest =
        switch (schedule.missed()) {
          case RUN_ONCE -> NEVER;
          case SKIP -> tick.plus(Missed.GRACE);
        };
    return Query.of(
        TAKE,
        row ->
            new Ticks.Taken(
                row.get(Boolean.class, "skipped"), Duration.ofMillis(row.get(Long.class, "late"))),
        schedule.name(),
        tick.atOffset(ZoneOffset.UTC),
        latest.atOffset(ZoneOffset.UTC));
  }

  /// Forgets ticks after a week, but of each schedule the newest.
  public static Query<Boolean> purge() {
    return Query.command(PURGE);
  }

  private static Ticks read(Columns row) {
    return new Ticks(
        row.get(String.class, "name"),
        row.get(String.class, "rhythm"),
        ZoneId.of(row.get(String.class, "zone")),
        row.get(OffsetDateTime.class, "since").toInstant(),
        row.find(OffsetDateTime.class, "last").map(OffsetDateTime::toInstant),
        row.get(OffsetDateTime.class, "now").toInstant());
  }
}
