package dev.principia.course;

import dev.principia.contract.Caller;
import dev.principia.db.Query;

/// The statement that tells what a caller is to a course, by the very conditions that decide.
final class ExplainSql {
  private static final String EXPLAIN =
      "select c.slug, c.visibility, c.deleted_at is not null as deleted, coalesce("
          + CourseRights.ROLE
          + ", 'none') as role, exists (select from accounts where id = $1 and disabled_at is not"
          + " null) as disabled, coalesce("
          + CourseRights.READ
          + ", false) as readable, coalesce("
          + CourseRights.WRITE
          + ", false) as writable, coalesce("
          + CourseRights.OWN
          + """
          , false) as own
            from courses c
           where c.id = coalesce($2, (select id from courses where slug = $3))
          """;

  private ExplainSql() {}

  /// No row when there is no such course.
  static Query<Explanation> of(CourseKey course, Caller caller) {
    return Query.of(EXPLAIN, Explanation::read, CourseRights.arguments(caller, course));
  }
}
