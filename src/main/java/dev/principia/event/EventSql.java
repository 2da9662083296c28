package dev.principia.event;

import dev.principia.course.CourseRights;
import dev.principia.db.Columns;
import dev.principia.db.Query;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/// The statements of the log. Whoever reads it in order stays below `events_end()`: transactions up
/// to there have all ended, so nothing appears any more behind what was read.
public final class EventSql {
  /// Not yet told events come too, as how long they have waited. The positions of all partitions
  /// are looked at: their number is small, and a bound on the time would trust the clock.
  private static final String AFTER =
      """
      select o.last, o.dropped, e.sequence, e.id, e.at, e.type, e.account_id, e.course_id, e.private,
             e.data, c.version,
             false as more,
             case when e.sequence > o.last
               then (extract(epoch from clock_timestamp() - e.at) * 1000)::bigint end as held
        from (select events_end() as last, dropped from event_order) o
        left join lateral (
          select * from events where sequence > $1 order by sequence limit $2) e on true
        left join courses c on c.id = e.course_id
       order by e.sequence
      """;

  private static final String END =
      """
      select events_end() as last, dropped, null::bigint as sequence, null::bigint as held,
             false as more
        from event_order
      """;

  /// Of what is the account's own, and of what is shared, the next ones each by an index. Rights
  /// and wishes are asked of at most a thousand, so that whoever may see little of a long log is
  /// answered in time, perhaps with nothing but where to go on.
  private static final String VISIBLE =
      """
      with o as materialized (
        select events_end() as last, dropped from event_order
      ), near as materialized (
        (select * from events
          where account_id = $1 and sequence > $2 and sequence <= (select last from o)
          order by sequence limit 1000)
        union all
        (select * from events
          where not private and account_id <> $1 and sequence > $2
            and sequence <= (select last from o)
          order by sequence limit 1000)
      ), looked as materialized (
        select * from near order by sequence limit 1000
      ), reached as materialized (
        select case when count(*) = 1000 then max(sequence) else (select last from o) end as last
          from looked
      )
      select r.last, o.dropped, v.*, null::bigint as held, r.last < o.last as more
        from o cross join reached r
        left join lateral (
          select e.sequence, e.id, e.at, e.type, e.account_id, e.course_id, e.private, e.data,
                 c.version
            from looked e left join courses c on c.id = e.course_id
           where ($3::text[] is null or e.type = any ($3))
             and ($4::text is null or c.id::text = $4 or c.slug = $4)
             and (e.account_id = $1
               or ((c.deleted_at is null or e.type = 'course.deleted') and
      """
          + CourseRights.REACH
          + """
                   ))
               order by e.sequence limit $5) v on true
           order by v.sequence
          """;

  private static final String CONTINUE =
      """
      select continue_event_order() as raised
      """;
  private static final String PARTITIONS =
      """
      select add_event_partitions(now(), now() + interval '3 months')
      union all
      select drop_event_partitions(now() - make_interval(secs => $1))
      """;

  private EventSql() {}

  /// Everything in the log after a position; rows for [Batch#of].
  public static Query<LogRow> after(long position, int limit) {
    return Query.of(AFTER, EventSql::read, position, limit);
  }

  /// Where the log ends now, as one row without an event.
  public static Query<LogRow> end() {
    return Query.of(END, EventSql::read);
  }

  /// What an account may see after a position: its own events, and what is shared with whoever may
  /// read the course now; that a course was deleted, whoever could read it.
  public static Query<LogRow> visible(Wanted wanted) {
    return Query.of(
        VISIBLE,
        EventSql::read,
        wanted.account(),
        wanted.after(),
        wanted.types().map(types -> types.toArray(String[]::new)),
        wanted.course(),
        wanted.limit());
  }

  /// Lets the log go on above what it holds, where transactions are counted from the beginning
  /// again: after a restore into another cluster. True when that was needed. Waits for whoever
  /// appends.
  public static Query<Boolean> goOn() {
    return Query.of(CONTINUE, row -> row.get(Boolean.class, "raised"));
  }

  /// Makes the partitions of the months to come, and drops those whose events are all older than
  /// this. Answers as many rows as partitions came and went.
  public static Query<Boolean> partitions(Duration kept) {
    return Query.command(PARTITIONS, (double) kept.toSeconds());
  }

  private static LogRow read(Columns row) {
    Optional<Long> held = row.find(Long.class, "held");
    return new LogRow(
        row.get(Long.class, "last"),
        row.get(Long.class, "dropped"),
        row.find(Long.class, "sequence")
            .filter(sequence -> held.isEmpty())
            .map(sequence -> event(sequence, row)),
        held,
        row.get(Boolean.class, "more"));
  }

  private static LoggedEvent event(long sequence, Columns row) {
    return new LoggedEvent(
        sequence,
        row.get(UUID.class, "id"),
        row.get(OffsetDateTime.class, "at").toInstant(),
        row.get(String.class, "type"),
        row.get(UUID.class, "account_id"),
        row.find(UUID.class, "course_id"),
        row.get(Boolean.class, "private"),
        row.get(JsonObject.class, "data"),
        row.find(Long.class, "version"));
  }
}
