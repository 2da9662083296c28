package dev.principia.live;

import dev.principia.contract.Caller;
import dev.principia.course.CourseKey;
import dev.principia.course.CourseRights;
import dev.principia.course.LessonKey;
import dev.principia.db.Columns;
import dev.principia.db.Query;
import dev.principia.event.LoggedEvent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/// The statements of the live feed: tickets, what a topic names, what was missed, who may still
/// read what.
public final class LiveSql {
  private static final String ISSUE =
      """
      insert into live_tickets (hash, account_id, session_id, good_until, expires_at)
      values ($1, $2, $3, $4, now() + make_interval(secs => $5))
      returning true as issued
      """;
  private static final String REDEEM =
      """
      delete from live_tickets where hash = $1
      returning account_id, session_id, good_until, expires_at > now() as fresh
      """;
  private static final String PURGE =
      """
      delete from live_tickets
       where hash in (select hash from live_tickets where expires_at <= now() limit 1000)
      """;

  private static final String COURSE =
      CourseRights.READABLE_COURSE
          + """
          select c.id as course_id, null::uuid as lesson_id, c.slug, c.version,
                 null::integer as number, null as status,
                 (select count(*) from lessons l where l.course_id = c.id) as total,
                 (select count(*) from progress p join lessons l on l.id = p.lesson_id
                   where l.course_id = c.id and p.account_id = $1
                     and p.status = 'completed') as completed
            from readable_course c
          """;
  private static final String LESSON =
      CourseRights.READABLE_LESSON
          + """
          select l.course_id, l.id as lesson_id, l.slug, l.version, l.number,
                 coalesce((select p.status from progress p
                            where p.account_id = $1 and p.lesson_id = l.id),
                          'not_started') as status,
                 null::bigint as total, null::bigint as completed
            from readable_lesson l
          """;

  /// Whether everything behind a position is still there, and the position is one at all.
  private static final String KNOWS =
      """
      select $1 >= dropped and $1 <= events_end() as known from event_order
      """;

  /// What happened at a place between two positions, as far as its follower may learn of it. Each
  /// kind of place has an index that begins with what it is looked up by.
  private static final String MISSED_OF_ACCOUNT =
      """
      select * from events
       where account_id = $1 and sequence > $2 and sequence <= $3
       order by sequence limit $4
      """;

  private static final String MISSED_OF_COURSE =
      """
      select * from (
        (select * from events
          where not private and course_id = $5 and sequence > $2 and sequence <= $3
          order by sequence limit $4)
        union all
        (select * from events
          where private and account_id = $1 and course_id = $5
            and sequence > $2 and sequence <= $3
          order by sequence limit $4)) e
       order by sequence limit $4
      """;
  private static final String MISSED_OF_LESSON =
      """
      select * from events
       where account_id = $1 and data #>> '{lesson,id}' = $5::text
         and sequence > $2 and sequence <= $3
       order by sequence limit $4
      """;

  /// What was told to each of these readers of a course and may be no longer.
  private static final String LOST =
      """
      select r.account, r.course
        from jsonb_to_recordset($1) as r(account uuid, course uuid)
        left join courses c on c.id = r.course
       where not coalesce(
      """
          + CourseRights.READERS
          + ", false)";

  private LiveSql() {}

  static Query<Boolean> issue(Ticket ticket, Caller caller) {
    return Query.command(
        ISSUE,
        ticket.hash(),
        caller.id(),
        caller.session(),
        caller.until().map(until -> until.atOffset(ZoneOffset.UTC)),
        (double) Ticket.LIFETIME.toSeconds());
  }

  /// Uses the ticket up; its holder is empty when it came too late.
  static Query<Optional<Caller>> redeem(Ticket ticket) {
    return Query.of(REDEEM, Ticket::holder, ticket.hash());
  }

  /// Removes tickets that nobody has used.
  public static Query<Boolean> purge() {
    return Query.command(PURGE);
  }

  /// What a topic names, when the account may read it, and what is true of it now.
  static Query<Found> course(CourseKey course, UUID account) {
    return Query.of(COURSE, Found::read, CourseRights.arguments(Caller.account(account), course));
  }

  static Query<Found> lesson(CourseKey course, LessonKey lesson, UUID account) {
    return Query.of(
        LESSON, Found::read, CourseRights.arguments(Caller.account(account), course, lesson));
  }

  static Query<Boolean> knows(long seq) {
    return Query.of(KNOWS, row -> row.get(Boolean.class, "known"), seq);
  }

  /// @param after what was told already
  /// @param upTo what is told otherwise begins behind it
  static Query<Happened> missed(Place place, UUID account, long after, long upTo, int most) {
    return switch (place.kind()) {
      case ACCOUNT -> Query.of(MISSED_OF_ACCOUNT, LiveSql::event, account, after, upTo, most);
      case COURSE ->
          Query.of(MISSED_OF_COURSE, LiveSql::event, account, after, upTo, most, place.id());
      case LESSON ->
          Query.of(
              MISSED_OF_LESSON, LiveSql::event, account, after, upTo, most, place.id().toString());
    };
  }

  private static Happened event(Columns row) {
    return Happened.of(
        new LoggedEvent(
            row.get(Long.class, "sequence"),
            row.get(UUID.class, "id"),
            row.get(OffsetDateTime.class, "at").toInstant(),
            row.get(String.class, "type"),
            row.get(UUID.class, "account_id"),
            row.find(UUID.class, "course_id"),
            row.get(Boolean.class, "private"),
            row.get(JsonObject.class, "data"),
            Optional.empty()));
  }

  /// Those of the readers that may not read their course any more.
  static Query<Reader> lost(Collection<Reader> readers) {
    JsonArray all = new JsonArray();
    readers.forEach(each -> all.add(each.json()));
    return Query.of(LOST, Reader::read, all);
  }

  /// Somebody who is told of a course.
  record Reader(UUID account, UUID course) {
    JsonObject json() {
      return JsonObject.of("account", account.toString(), "course", course.toString());
    }

    static Reader read(Columns row) {
      return new Reader(row.get(UUID.class, "account"), row.get(UUID.class, "course"));
    }
  }

  /// @param snapshot what is true now, as `asyncapi.yaml` has it
  record Found(Place place, JsonObject snapshot) {
    static Found read(Columns row) {
      UUID course = row.get(UUID.class, "course_id");
      return row.find(UUID.class, "lesson_id")
          .map(lesson -> new Found(Place.ofLesson(course, lesson), lessonJson(lesson, row)))
          .orElseGet(() -> new Found(Place.ofCourse(course), courseJson(course, row)));
    }

    private static JsonObject courseJson(UUID course, Columns row) {
      return JsonObject.of(
          "course",
          JsonObject.of(
              "id", course.toString(),
              "slug", row.get(String.class, "slug"),
              "version", row.get(Long.class, "version").toString()),
          "progress",
          JsonObject.of(
              "completed", row.get(Long.class, "completed"),
              "total", row.get(Long.class, "total")));
    }

    private static JsonObject lessonJson(UUID lesson, Columns row) {
      return JsonObject.of(
          "lesson",
          JsonObject.of(
              "id", lesson.toString(),
              "slug", row.get(String.class, "slug"),
              "number", row.get(Integer.class, "number"),
              "status", row.get(String.class, "status")));
    }
  }
}
