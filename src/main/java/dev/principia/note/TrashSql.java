package dev.principia.note;

import dev.principia.contract.Call;
import dev.principia.course.CourseTrashSql;
import dev.principia.db.Columns;
import dev.principia.db.Query;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/// The statements of the trash.
public final class TrashSql {
  /// How long things are kept there; the statements of the purge say the same.
  private static final Duration KEPT = Duration.ofDays(30);

  private static final String LIST =
      """
      select id, kind, title, deleted_at from (
        select n.id, 'note' as kind, coalesce(l.title, n.title) as title, n.deleted_at
          from notes n left join lessons l on l.id = n.lesson_id
         where n.account_id = $1 and n.deleted_at is not null
        union all
      """
          + CourseTrashSql.ROWS
          + """
          ) as deleted
           where (deleted_at, id) < ($2::timestamptz, $3::uuid)
           order by deleted_at desc, id desc limit $4
          """;
  private static final String RESTORE =
      """
      with n as (
        update notes set deleted_at = null
         where id = $1 and account_id = $2 and deleted_at is not null returning *)
      select
      """
          + NoteSql.CONTENT
          + NoteSql.PLACE
          + "from n"
          + NoteSql.JOIN_PLACE;
  private static final String PURGE =
      """
      delete from notes where deleted_at < now() - interval '30 days'
      """;

  private TrashSql() {}

  /// Those deleted last stand first; one more than the page holds.
  static Query<JsonObject> list(Call call, List<String> after) {
    return Query.of(
        LIST,
        TrashSql::json,
        call.caller().id(),
        OffsetDateTime.parse(after.getFirst()),
        UUID.fromString(after.getLast()),
        call.integer("limit") + 1);
  }

  /// No row when there is no such note in the caller's trash.
  static Query<StoredNote> restore(Call call) {
    UUID note = UUID.fromString(call.text("item"));
    return Query.of(RESTORE, StoredNote::read, note, call.caller().id());
  }

  /// Removes the notes whose time in the trash is over.
  public static Query<Boolean> purge() {
    return Query.command(PURGE);
  }

  private static JsonObject json(Columns row) {
    Instant deleted = StoredNote.time(row, "deleted_at");
    return JsonObject.of(
        "id", row.get(UUID.class, "id").toString(),
        "kind", row.get(String.class, "kind"),
        "title", row.get(String.class, "title"),
        "deletedAt", deleted.toString(),
        "purgedAt", deleted.plus(KEPT).toString());
  }
}
