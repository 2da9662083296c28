package dev.principia.course;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.principia.contract.Caller;
import dev.principia.db.Query;
import java.security.SecureRandom;
import java.util.UUID;

/// The statements that write courses.
final class CourseWriteSql {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final long FIRST_SUFFIX = 36L * 36 * 36 * 36 * 36;

  private static final String LOCK =
      """
      select c.id, c.slug, c.version, c.title, c.summary, c.tags, c.visibility, c.status,
             c.resources, coalesce(
      """
          + CourseRights.WRITE
          + """
              , false) as writable, coalesce(
          """
          + CourseRights.OWN
          + """
          , false) as own
            from courses c
           where c.id = coalesce($2, (select id from courses where slug = $3)) and
          """
          + CourseRights.READ
          // Members may join meanwhile: their rows need the course to stay, and nothing else of it.
          + " for no key update";

  /// The second slug is taken when the first belongs to somebody else by now.
  static final String INSERT =
      """
      with first as (
        insert into courses (id, slug, title, summary, description, tags, visibility, resources,
                             owner_id)
        values ($1, $2, $4, $5, $6, $7, $8, $9, $10)
        on conflict (slug) do nothing returning *
      ), second as (
        insert into courses (id, slug, title, summary, description, tags, visibility, resources,
                             owner_id)
        select $1, $3, $4, $5, $6, $7, $8, $9, $10 where not exists (select from first)
        returning *
      ), c as (select * from first union all select * from second)
      """;

  private static final String CREATE =
      INSERT + CourseSql.WITH_OUTLINE + "from c join accounts a on a.id = c.owner_id";

  private static final String SAVE =
      """
      with c as (
        update courses
           set title = $2, summary = $3, tags = $4, visibility = $5, status = $6, resources = $7,
               version = version + 1
         where id = $1
        returning *
      )
      """
          + CourseSql.WITH_OUTLINE
          + "from c join accounts a on a.id = c.owner_id";

  private static final String DELETE =
      """
      update courses set deleted_at = now(), version = version + 1 where id = $1
      """;

  private CourseWriteSql() {}

  /// Locks a course that the caller may read, until the transaction ends.
  static Query<LockedCourse.Found> lock(CourseKey key, Caller caller) {
    return Query.of(LOCK, LockedCourse.Found::read, CourseRights.arguments(caller, key));
  }

  static Query<Course> create(CourseText text, UUID owner) {
    String slug = Slugs.course(text.title(), CourseWriteSql::suffix);
    return Query.of(
        CREATE,
        Course::read,
        UuidCreator.getTimeOrderedEpoch(),
        slug,
        Slugs.suffixed(slug, suffix()),
        text.title(),
        text.summary(),
        "",
        text.tags().toArray(String[]::new),
        text.visibility(),
        Outlines.json(text.resources()),
        owner);
  }

  /// Stores what was written, as a new version.
  static Query<Course> save(LockedCourse course, CourseText text) {
    return Query.of(
        SAVE,
        Course::read,
        course.id(),
        text.title(),
        text.summary(),
        text.tags().toArray(String[]::new),
        text.visibility(),
        text.status(),
        Outlines.json(text.resources()));
  }

  static Query<Boolean> delete(LockedCourse course) {
    return Query.command(DELETE, course.id());
  }

  /// Six characters, to tell courses of one title apart: of ten thousand with one title, two meet
  /// once in forty times.
  static String suffix() {
    return Long.toString(RANDOM.nextLong(FIRST_SUFFIX, FIRST_SUFFIX * 36), 36);
  }
}
