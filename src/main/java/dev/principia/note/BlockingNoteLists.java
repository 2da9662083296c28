package dev.principia.note;

import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Call;
import dev.principia.contract.Cursors;
import dev.principia.contract.Media;
import dev.principia.contract.Reply;
import dev.principia.course.CourseTrashSql;
import dev.principia.db.BlockingDb;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Lists of notes, of revisions, and of what is in the trash, on a thread that may wait.
public final class BlockingNoteLists {
  private final BlockingDb db;
  private final NotePages pages;

  public BlockingNoteLists(BlockingDb db, Cursors cursors) {
    this.db = db;
    this.pages = new NotePages(cursors);
  }

  /// The handlers by operation id.
  public Map<String, BlockingHandler> handlers() {
    return Map.of(
        "listNotes", this::notes,
        "listRevisions", this::revisions,
        "listTrash", this::trash,
        "restoreTrash", this::restore);
  }

  private Reply notes(Call call) {
    NoteFields fields = NoteFields.of(call);
    NoteFilter filter = NoteFilter.of(call);
    if (call.accepted().equals(Media.NDJSON)) {
      return Reply.stream(Media.NDJSON, db.stream(NoteListSql.export(filter, fields)));
    }
    NoteSort sort = NoteSort.of(call.text("sort"));
    List<String> after = pages.after(call, sort);
    var rows =
        db.list(
            call, NoteListSql.list(filter, sort, after, call.integer("limit"), fields.areHeavy()));
    return pages.notes(call, sort, fields, rows);
  }

  private Reply revisions(Call call) {
    var rows = db.list(call, RevisionSql.list(call, pages.note(call), pages.before(call)));
    return pages.revisions(call, rows);
  }

  private Reply trash(Call call) {
    return pages.trash(call, db.list(call, TrashSql.list(call, pages.afterInTrash(call))));
  }

  private Reply restore(Call call) {
    UUID item = UUID.fromString(call.text("item"));
    return db.transaction(
        call,
        tx -> {
          Restored restored =
              Restored.note(call, tx.one(TrashSql.restore(call)))
                  .orElseGet(
                      () ->
                          Restored.course(
                              call, tx.one(CourseTrashSql.restore(item, call.caller().id()))));
          tx.raise(restored.event());
          return restored.reply();
        });
  }
}
