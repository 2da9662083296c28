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
       where
      """
          + CourseRights.READ;

  static final String LIST_NEWEST =
      LISTED
          + " and (c.created_at, c.id) < ($2, $3) order by c.created_at desc, c.id desc limit $4";
  static final String LIST_OLDEST =
      LISTED + " and (c.created_at, c.id) > ($2, $3) order by c.created_at, c.id limit $4";
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

  /// A course with its outline; `c` and its owner `a` have to follow.
  private static final String WITH_OUTLINE =
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
      """;

  private static final String READABLE =
      CourseRights.READABLE_COURSE
          + WITH_OUTLINE
          + "from readable_course c join accounts a on a.id = c.owner_id";

  private static final String LESSON =
      CourseRights.READABLE_LESSON
          + """
          select l.id, l.number, l.slug, l.title, l.summary, l.resources, l.version, l.created_at,
                 l.updated_at, l.course_id, l.course_slug, l.course_title,
                 s.id as section_id, s.title as section_title
            from readable_lesson l
            join sections s on s.id = l.section_id
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
    return Query.of(READABLE, Course::read, CourseRights.arguments(caller, key));
  }

  static Query<Lesson> readable(CourseKey course, LessonKey lesson, Caller caller) {
    return Query.of(LESSON, Lesson::read, CourseRights.arguments(caller, course, lesson));
  }
}
