package dev.principia.course;

import dev.principia.contract.Caller;
import dev.principia.db.Query;
import java.util.Optional;

/// The statements of courses and lessons. Who may see a row is part of each: a course that the
/// caller may not know of is not found by the database itself.
final class CourseSql {
  /// A course with its outline; `c` and its owner `a` have to follow.
  static final String WITH_OUTLINE =
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

  static final String READABLE =
      CourseRights.READABLE_COURSE
          + WITH_OUTLINE
          + "from readable_course c join accounts a on a.id = c.owner_id";

  /// The same with the numbers of the lessons that the caller has completed.
  static final String EXPORTED =
      CourseRights.READABLE_COURSE
          + WITH_OUTLINE
          + """
          , coalesce((
              select json_agg(l.number order by l.number)
                from progress p join lessons l on l.id = p.lesson_id
               where p.account_id = $1 and p.status = 'completed' and l.course_id = c.id),
              '[]') as done
          from readable_course c join accounts a on a.id = c.owner_id
          """;

  static final String LESSON =
      CourseRights.READABLE_LESSON
          + """
          select l.id, l.number, l.slug, l.title, l.summary, l.resources, l.version, l.created_at,
                 l.updated_at, l.course_id, l.course_slug, l.course_title,
                 l.course_version,
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

  static Query<Course> readable(CourseKey key, Caller caller) {
    return Query.of(READABLE, Course::read, CourseRights.arguments(caller, key));
  }

  static Query<Export> exported(CourseKey key, Caller caller) {
    return Query.of(EXPORTED, Export::read, CourseRights.arguments(caller, key));
  }

  /// A lesson as it is after others were written.
  static Query<Lesson> lesson(LockedLesson lesson, Caller caller) {
    return readable(
        new CourseKey(Optional.of(lesson.course().id()), Optional.empty()),
        new LessonKey(Optional.of(lesson.id()), Optional.empty(), Optional.empty()),
        caller);
  }

  static Query<Lesson> readable(CourseKey course, LessonKey lesson, Caller caller) {
    return Query.of(LESSON, Lesson::read, CourseRights.arguments(caller, course, lesson));
  }
}
