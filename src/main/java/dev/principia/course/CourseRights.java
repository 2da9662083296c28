package dev.principia.course;

import dev.principia.contract.Caller;
import java.util.ArrayList;
import java.util.List;

/// Who may read, write and own a course, as SQL: the one place that knows. A public course is read
/// by anybody, a private one by its owner and its members; its owner and its editors write it; what
/// decides about others (who its members are, whether it goes on) is its owner's. Deleted courses
/// are there for nobody.
///
/// All fragments share their parameters, so a statement that starts with one continues with the
/// next free number: `$1` the caller's account (NULL for an anonymous one), `$2` and `$3` the
/// course's id and slug, `$4`, `$5` and `$6` the lesson's id, number and slug; see [#arguments].
public final class CourseRights {
  /// A condition on `courses c`: who could read it, whether it was deleted or not.
  public static final String REACH =
      """
      (c.visibility = 'public' or c.owner_id = $1
        or exists (select from memberships m where m.course_id = c.id and m.account_id = $1))
      """;

  /// A condition on `courses c`.
  public static final String READ = "c.deleted_at is null and " + REACH;

  /// A condition on `courses c`; whoever may write may read, too.
  public static final String WRITE =
      """
      c.deleted_at is null and (c.owner_id = $1 or exists (
        select from memberships m
         where m.course_id = c.id and m.account_id = $1 and m.role = 'editor'))
      """;

  /// A condition on `courses c`; whoever owns may write, too.
  public static final String OWN = "c.deleted_at is null and c.owner_id = $1";

  /// The same as [#READ] for many accounts at once, on `courses c` and `r.account`.
  public static final String READERS =
      """
      c.deleted_at is null and (c.visibility = 'public' or c.owner_id = r.account
        or exists (
          select from memberships m where m.course_id = c.id and m.account_id = r.account))
      """;

  /// What the caller is to `courses c`: `owner`, `editor`, `viewer`, or NULL.
  static final String ROLE =
      """
      case when c.owner_id = $1 then 'owner' else (
        select m.role from memberships m where m.course_id = c.id and m.account_id = $1) end
      """;

  /// `with readable_course as (…)`: the course, when the caller may read it, with all columns of
  /// its table.
  public static final String READABLE_COURSE =
      """
      with readable_course as (
        select c.*
          from courses c
         where c.id = coalesce($2, (select id from courses where slug = $3)) and
      """
          + READ
          + ")\n";

  /// The same followed by `readable_lesson`: the lesson, when the caller may read its course, with
  /// all columns of its table, `course_slug`, `course_title`, `course_version` and `course_owner`.
  /// A lesson of another course is not found.
  public static final String READABLE_LESSON =
      READABLE_COURSE
          + """
          , readable_lesson as (
            select l.*, c.slug as course_slug, c.title as course_title,
                   c.version as course_version, c.owner_id as course_owner
              from readable_course c
              join lessons l on l.course_id = c.id
             where l.id = coalesce($4,
                     (select id from lessons where course_id = c.id and number = $5),
                     (select id from lessons where course_id = c.id and slug = $6)))
          """;

  /// What follows [#READABLE_LESSON] where the caller begins to keep something of its own: it joins
  /// the course, unless it has or owns it.
  public static final String JOINED =
      """
      , joined as (
        insert into memberships (course_id, account_id, role)
        select course_id, $1, 'viewer' from readable_lesson where course_owner <> $1
        on conflict do nothing)
      """;

  private CourseRights() {}

  /// `$1` to `$3`, and what follows them.
  public static Object[] arguments(Caller caller, CourseKey course, Object... more) {
    List<Object> all = new ArrayList<>(List.of(caller.account(), course.id(), course.slug()));
    all.addAll(List.of(more));
    return all.toArray();
  }

  /// `$1` to `$6`, and what follows them.
  public static Object[] arguments(
      Caller caller, CourseKey course, LessonKey lesson, Object... more) {
    List<Object> all = new ArrayList<>(List.of(lesson.id(), lesson.number(), lesson.slug()));
    all.addAll(List.of(more));
    return arguments(caller, course, all.toArray());
  }
}
