package dev.principia.note;

import dev.principia.contract.Call;
import dev.principia.db.Columns;
import dev.principia.db.Query;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The statements of revisions.
final class RevisionSql {
  private static final String LIST =
      """
      select r.number, r.at, r.difference, r.restored_from, a.id as author_id, a.name as author
        from notes n
        join note_revisions r on r.note_id = n.id
        join accounts a on a.id = r.account_id
       where n.id = $1 and n.account_id = $2 and n.deleted_at is null and r.number < $3
       order by r.number desc limit $4
      """;
  private static final String CONTENT =
      """
      select r.content from notes n join note_revisions r on r.note_id = n.id
       where n.id = $1 and n.account_id = $2 and r.number = $3
      """;

  private RevisionSql() {}

  /// Newest first, one more than the page holds.
  ///
  /// @param before the number that the page ends before
  static Query<JsonObject> list(Call call, UUID note, long before) {
    long limit = call.integer("limit") + 1;
    return Query.of(LIST, RevisionSql::json, note, call.caller().id(), before, limit);
  }

  /// What the note said then.
  static Query<Note> content(Call call, UUID note, long number) {
    return Query.of(
        CONTENT,
        row -> Note.of(row.get(JsonObject.class, "content")),
        note,
        call.caller().id(),
        number);
  }

  private static JsonObject json(Columns row) {
    JsonObject json =
        JsonObject.of(
            "number", row.get(Long.class, "number"),
            "at", StoredNote.time(row, "at").toString(),
            "by",
                JsonObject.of(
                    "id", row.get(UUID.class, "author_id").toString(),
                    "name", row.get(String.class, "author")));
    Optional<Long> restored = row.find(Long.class, "restored_from");
    restored.ifPresent(number -> json.put("restoredFrom", number));
    return json.put("difference", row.get(JsonArray.class, "difference"));
  }

  static List<String> keys(JsonObject revision) {
    return List.of(revision.getLong("number").toString());
  }
}
