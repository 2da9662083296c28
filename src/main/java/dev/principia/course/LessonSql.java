package dev.principia.course;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.principia.contract.Caller;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import dev.principia.db.Query;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The statements that write lessons, each in a locked course, and those of one's way through them.
public final class LessonSql {
  /// What a client is told when a constraint of this table refuses a row.
  public static final Map<String, Problem> REFUSALS =
      Map.of(
          "lessons_number_unique",
          Problem.of(
              ProblemType.LESSON_NUMBER_TAKEN, "Another lesson of the course has this number."));

  private static final String LOCK =
      """
      select l.id, l.version, l.title, l.summary, l.resources, l.number
        from lessons l
       where l.course_id = $1
         and l.id = coalesce($2,
               (select id from lessons where course_id = $1 and number = $3),
               (select id from lessons where course_id = $1 and slug = $4))
      """;

  /// The lesson `l`, its section `s` and its course `c` have to follow.
  private static final String SHOWN =
      """
      select l.id, l.number, l.slug, l.title, l.summary, l.resources, l.version, l.created_at,
             l.updated_at, l.course_id, c.slug as course_slug, c.title as course_title,
             c.version as course_version, l.section_id, s.title as section_title
      """;

  /// At the end of the section, or of the last one; the first lesson of a course may have to make
  /// one. No row when the section is not there or no number is left. The course is locked, so
  /// nobody takes a number or a slug meanwhile.
  private static final String INSERT =
      """
      with numbered as (
        select coalesce($8::int,
                 (select max(number) + 1 from lessons where course_id = $1 having max(number) < 9999),
                 (select n from generate_series(1, 9999) as n
                   where not exists (select from lessons where course_id = $1 and number = n)
                   order by n limit 1)) as number
      ), named as (
        select number, case when $9 = '' then 'lesson-' || number else $9 end as slug from numbered
      ), slugs as (
        select unnest(array[slug, slug || '-' || number, slug || '-' || $10]) as slug,
               generate_series(1, 3) as choice
          from named
      ), made as (
        insert into sections (id, course_id, position, title)
        select $3, $1, 1, 'Lessons' where not exists (select from sections where course_id = $1)
        returning id, title
      ), s as (
        select id, title from made where $4::uuid is null
        union all
        (select id, title from sections
          where course_id = $1 and id = coalesce($4, id) order by position desc limit 1)
      ), l as (
        insert into lessons (id, course_id, section_id, position, number, slug, title, summary,
                             resources)
        select $2, $1, s.id,
               (select coalesce(max(position), 0) + 1 from lessons where section_id = s.id),
               numbered.number,
               (select slug from slugs
                 where not exists (
                   select from lessons where course_id = $1 and lessons.slug = slugs.slug)
                 order by choice limit 1),
               $5, $6, $7
          from s, numbered
         where numbered.number is not null
        returning *
      ), c as (
        update courses set version = version + 1
         where id = $1 and exists (select from l) returning *
      )
      """
          + SHOWN
          + "from l, s, c";

  private static final String SAVE =
      """
      with l as (
        update lessons
           set title = $3, summary = $4, resources = $5, number = $6, version = version + 1
         where id = $2 returning *
      ), c as (
        update courses set version = version + 1 where id = $1 returning *
      )
      """
          + SHOWN
          + "from l join sections s on s.id = l.section_id cross join c";

  /// The lessons behind it move up.
  private static final String DELETE =
      """
      with gone as (
        delete from lessons where id = $2 returning section_id, position
      ), moved as (
        update lessons l set position = l.position - 1
          from gone where l.section_id = gone.section_id and l.position > gone.position
      )
      update courses set version = version + 1 where id = $1
      """;

  static final String NEXT =
      CourseRights.READABLE_COURSE
          + """
          select l.*, c.id as course_id, c.slug as course_slug, c.title as course_title,
                 c.version as course_version
            from readable_course c
            left join lateral (
              select l.id, l.number, l.slug, l.title, l.summary, l.resources, l.version,
                     l.created_at, l.updated_at, s.id as section_id, s.title as section_title
                from sections s
                join lessons l on l.section_id = s.id
                left join progress p on p.lesson_id = l.id and p.account_id = $1
               where s.course_id = c.id and p.status is distinct from 'completed'
               order by s.position, l.position limit 1) l on true
          """;

  private LessonSql() {}

  static Query<LockedLesson> lock(LockedCourse course, LessonKey lesson) {
    return Query.of(
        LOCK,
        row -> LockedLesson.read(course, row),
        course.id(),
        lesson.id(),
        lesson.number(),
        lesson.slug());
  }

  /// @param section where it is to stand; the last one when empty
  static Query<Lesson> insert(LockedCourse course, Optional<UUID> section, LessonText text) {
    return Query.of(
        INSERT,
        Lesson::read,
        course.id(),
        UuidCreator.getTimeOrderedEpoch(),
        UuidCreator.getTimeOrderedEpoch(),
        section,
        text.title(),
        text.summary(),
        Outlines.json(text.resources()),
        text.number(),
        Slugs.lesson(text.title()).orElse(""),
        CourseWriteSql.suffix());
  }

  static Query<Lesson> save(LockedLesson lesson, LessonText text) {
    return Query.of(
        SAVE,
        Lesson::read,
        lesson.course().id(),
        lesson.id(),
        text.title(),
        text.summary(),
        Outlines.json(text.resources()),
        text.number());
  }

  static Query<Boolean> delete(LockedLesson lesson) {
    return Query.command(DELETE, lesson.course().id(), lesson.id());
  }

  /// The first lesson that the caller has not completed; an empty one when all are.
  static Query<Optional<Lesson>> next(CourseKey course, Caller caller) {
    return Query.of(
        NEXT,
        row -> row.find(UUID.class, "id").map(id -> Lesson.read(row)),
        CourseRights.arguments(caller, course));
  }
}
