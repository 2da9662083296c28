package dev.principia.progress;

import dev.principia.contract.Caller;
import dev.principia.course.CourseKey;
import dev.principia.course.CourseRights;
import dev.principia.course.LessonKey;
import dev.principia.db.Query;
import java.time.ZoneOffset;
import java.util.UUID;

/// The statements of progress. Only what the caller may read can have progress.
final class ProgressSql {
  private static final String OF_LESSON =
      CourseRights.READABLE_LESSON
          + """
          select l.id, l.number, l.slug, l.course_id, coalesce(p.status, 'not_started') as status,
                 p.completed_at, coalesce(p.version, 0) as version
            from readable_lesson l
            left join progress p on p.lesson_id = l.id and p.account_id = $1
          """;

  /// An update that changes nothing locks a row that is there; the insert makes one that can be
  /// locked. Whoever comes second waits for the first and sees what it did.
  private static final String LOCK =
      CourseRights.READABLE_LESSON
          + CourseRights.JOINED
          + """
          , locked as (
            insert into progress (account_id, lesson_id, status, version)
            select $1, l.id, 'not_started', 0 from readable_lesson l
            on conflict (account_id, lesson_id) do update set status = progress.status
            returning lesson_id, status, completed_at, version)
          select l.id, l.number, l.slug, l.course_id, k.status, k.completed_at, k.version
            from readable_lesson l join locked k on k.lesson_id = l.id
          """;

  private static final String SAVE =
      """
      update progress set status = $3, completed_at = $4, version = $5
       where account_id = $1 and lesson_id = $2
      """;

  /// One row per section, and one of NULLs for a course without any.
  private static final String OF_COURSE =
      CourseRights.READABLE_COURSE
          + """
          select s.id, s.title, count(l.id)::int as total, count(p.lesson_id)::int as completed
            from readable_course c
            left join sections s on s.course_id = c.id
            left join lessons l on l.section_id = s.id
            left join progress p
              on p.lesson_id = l.id and p.account_id = $1 and p.status = 'completed'
           group by s.id, s.title, s.position
           order by s.position
          """;

  private ProgressSql() {}

  static Query<LessonProgress> of(Caller caller, CourseKey course, LessonKey lesson) {
    return Query.of(
        OF_LESSON, LessonProgress::read, CourseRights.arguments(caller, course, lesson));
  }

  static Query<LessonProgress> lock(Caller caller, CourseKey course, LessonKey lesson) {
    return Query.of(LOCK, LessonProgress::read, CourseRights.arguments(caller, course, lesson));
  }

  static Query<Boolean> save(UUID account, UUID lesson, Progress progress) {
    return Query.command(
        SAVE,
        account,
        lesson,
        progress.status().word(),
        progress.completedAt().map(at -> at.atOffset(ZoneOffset.UTC)),
        progress.version());
  }

  static Query<SectionProgress> of(Caller caller, CourseKey course) {
    return Query.of(OF_COURSE, SectionProgress::read, CourseRights.arguments(caller, course));
  }
}
