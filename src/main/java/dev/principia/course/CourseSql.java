package dev.principia.course;

import dev.principia.contract.Caller;
import dev.principia.db.Query;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/// The statements of courses and lessons. Who may see a row is part of each: a course that the
/// caller may not know of is not found by the database itself.
final class CourseSql {
  private static final String LISTED =
      """
      select c.id, c.slug, c.title, c.summary, c.tags, c.visibility, c.status, c.created_at,
             c.updated_at, a.id as owner_id, a.name as owner_name,
             (select count(*)::int from lessons l where l.course_id = c.id) as lesson_count
        from courses c join accounts a on a.id = c.owner_id
       where (c.visibility = 'public' or c.owner_id = $1)
      """;

  static final String LIST_NEWEST =
      LISTED + "and (c.created_at, c.id) < ($2, $3) order by c.created_at desc, c.id desc limit $4";
  static final String LIST_OLDEST =
      LISTED + "and (c.created_at, c.id) > ($2, $3) order by c.created_at, c.id limit $4";
  static final String LIST_TITLE =
      LISTED
          + """
          and (c.title collate "C", c.id) > ($2, $3) order by c.title collate "C", c.id limit $4
          """;
  static final String LIST_TITLE_DOWN =
      LISTED
          + """
          and (c.title collate "C", c.id) < ($2, $3)
           order by c.title collate "C" desc, c.id desc limit $4
          """;

  private static final String READABLE =
      """
      select c.id, c.slug, c.title, c.summary, c.description, c.tags, c.visibility, c.status,
             c.resources, c.version, c.created_at, c.updated_at,
             a.id as owner_id, a.name as owner_name,
             coalesce((
               select json_agg(json_build_object('id', s.id, 'title', s.title, 'lessons', coalesce((
                        select json_agg(json_build_object('id', l.id, 'number', l.number,
                                        'slug', l.slug, 'title', l.title) order by l.position)
                          from lessons l where l.section_id = s.id), '[]')) order by s.position)
                 from sections s where s.course_id = c.id), '[]')::text as sections
        from courses c join accounts a on a.id = c.owner_id
       where c.id = coalesce($1, (select id from courses where slug = $2))
         and (c.visibility = 'public' or c.owner_id = $3)
      """;

  private static final String LESSON =
      """
      select l.id, l.number, l.slug, l.title, l.summary, l.resources, l.version, l.created_at,
             l.updated_at, c.id as course_id, c.slug as course_slug, c.title as course_title,
             s.id as section_id, s.title as section_title
        from courses c
        join lessons l on l.course_id = c.id
        join sections s on s.id = l.section_id
       where c.id = coalesce($1, (select id from courses where slug = $2))
         and (c.visibility = 'public' or c.owner_id = $3)
         and l.id = coalesce($4,
               (select id from lessons where course_id = c.id and number = $5),
               (select id from lessons where course_id = c.id and slug = $6))
      """;

  private static final String PUBLISH =
      """
      update courses set visibility = 'public', version = version + 1
       where slug = $1 and visibility <> 'public'
      """;

  private CourseSql() {}

  static Query<Boolean> publish(String slug) {
    return Query.command(PUBLISH, slug);
  }

  /// One more row than the page holds, so that the caller knows whether there is a next page.
  static Query<JsonObject> list(Caller caller, CourseSort sort, List<String> after, int limit) {
    Object key =
        sort == CourseSort.NEWEST || sort == CourseSort.OLDEST
            ? OffsetDateTime.parse(after.getFirst())
            : after.getFirst();
    UUID id = UUID.fromString(after.getLast());
    return Query.of(sort.sql(), Course::listed, caller.account(), key, id, (long) limit + 1);
  }

  static Query<Course> readable(CourseKey key, Caller caller) {
    return Query.of(READABLE, Course::read, key.id(), key.slug(), caller.account());
  }

  static Query<Lesson> readable(CourseKey course, LessonKey lesson, Caller caller) {
    return Query.of(
        LESSON,
        Lesson::read,
        course.id(),
        course.slug(),
        caller.account(),
        lesson.id(),
        lesson.number(),
        lesson.slug());
  }
}
