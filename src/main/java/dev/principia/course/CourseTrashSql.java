package dev.principia.course;

import dev.principia.contract.Event;
import dev.principia.contract.EventType;
import dev.principia.db.Query;
import java.util.UUID;

/// Courses that their owner has deleted: their rows are kept for thirty days, and so are their
/// slugs.
public final class CourseTrashSql {
  /// Rows of the trash, of the account `$1`: `id, kind, title, deleted_at`.
  public static final String ROWS =
      """
      select id, 'course' as kind, title, deleted_at from courses
       where owner_id = $1 and deleted_at is not null
      """;

  private static final String RESTORE =
      """
      update courses set deleted_at = null, version = version + 1
       where id = $1 and owner_id = $2 and deleted_at is not null
      returning id, slug, title
      """;
  private static final String PURGE =
      """
      delete from courses where deleted_at < now() - interval '30 days'
      """;

  private CourseTrashSql() {}

  /// A course that is there again, with all that was in it.
  public record Restored(UUID id, String slug, String title) {
    /// Whoever may read it finds it again.
    public Event event(UUID account) {
      return CourseEvents.of(EventType.COURSE_CREATED, account, id, slug);
    }
  }

  /// No row when there is no such course in the account's trash.
  public static Query<Restored> restore(UUID course, UUID account) {
    return Query.of(
        RESTORE,
        row ->
            new Restored(
                row.get(UUID.class, "id"),
                row.get(String.class, "slug"),
                row.get(String.class, "title")),
        course,
        account);
  }

  /// Removes the courses whose time in the trash is over, with their lessons and all progress in
  /// them; notes about them stay.
  public static Query<Boolean> purge() {
    return Query.command(PURGE);
  }
}
