package dev.principia.course;

import dev.principia.db.JsonSql;
import dev.principia.db.Query;
import io.vertx.core.buffer.Buffer;
import java.util.UUID;

/// What an account's export says of courses: those that it owns or belongs to, and how far it got
/// in any.
public final class CourseExport {
  private static final String COURSES =
      """
      select convert_to(case when row_number() over (order by c.created_at, c.id) > 1 then ',' else '' end ||
             json_build_object(
               'id', c.id, 'slug', c.slug, 'title', c.title, 'summary', c.summary,
               'description', c.description, 'tags', c.tags, 'visibility', c.visibility,
               'status', c.status, 'resources', c.resources, 'createdAt', %s, 'updatedAt', %s,
               'sections', (
                 select coalesce(json_agg(json_build_object('title', s.title, 'lessons', (
                          select coalesce(json_agg(json_build_object(
                                   'id', l.id, 'number', l.number, 'slug', l.slug,
                                   'title', l.title, 'summary', l.summary,
                                   'resources', l.resources, 'createdAt', %s, 'updatedAt', %s)
                                   order by l.position), '[]')
                            from lessons l where l.section_id = s.id)) order by s.position), '[]')
                   from sections s where s.course_id = c.id))::text, 'UTF8') as json
        from courses c where c.owner_id = $1
       order by c.created_at, c.id
      """
          .formatted(
              JsonSql.time("c.created_at"),
              JsonSql.time("c.updated_at"),
              JsonSql.time("l.created_at"),
              JsonSql.time("l.updated_at"));

  /// Titles are their course's, which may be somebody else's: progress names numbers only.
  private static final String PROGRESS =
      """
      select convert_to(case when row_number() over (order by p.updated_at, l.id) > 1 then ',' else '' end ||
             json_strip_nulls(json_build_object(
               'course', l.course_id, 'lesson', l.id, 'number', l.number, 'status', p.status,
               'completedAt', %s, 'updatedAt', %s))::text, 'UTF8') as json
        from progress p join lessons l on l.id = p.lesson_id where p.account_id = $1
       order by p.updated_at, l.id
      """
          .formatted(JsonSql.time("p.completed_at"), JsonSql.time("p.updated_at"));

  private static final String MEMBERSHIPS =
      """
      select convert_to(case when row_number() over (order by m.created_at, m.course_id) > 1 then ',' else '' end ||
             json_build_object(
               'course', m.course_id, 'role', m.role, 'joinedAt', %s)::text, 'UTF8') as json
        from memberships m where m.account_id = $1
       order by m.created_at, m.course_id
      """
          .formatted(JsonSql.time("m.created_at"));

  private CourseExport() {}

  /// The courses that an account owns, with their outlines and lessons.
  public static Query<Buffer> courses(UUID account) {
    return JsonSql.query(COURSES, account);
  }

  /// The courses of others that an account belongs to.
  public static Query<Buffer> memberships(UUID account) {
    return JsonSql.query(MEMBERSHIPS, account);
  }

  public static Query<Buffer> progress(UUID account) {
    return JsonSql.query(PROGRESS, account);
  }
}
