package dev.principia.note;

import dev.principia.contract.Call;
import dev.principia.contract.Cursors;
import dev.principia.contract.Media;
import dev.principia.contract.ReactiveHandler;
import dev.principia.contract.Reply;
import dev.principia.course.CourseTrashSql;
import dev.principia.db.ReactiveDb;
import dev.principia.db.ReactiveTx;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Lists of notes, of revisions, and of what is in the trash, on the event loop.
public final class ReactiveNoteLists {
  private final ReactiveDb db;
  private final NotePages pages;

  public ReactiveNoteLists(ReactiveDb db, Cursors cursors) {
    this.db = db;
    this.pages = new NotePages(cursors);
  }

  /// The handlers by operation id.
  public Map<String, ReactiveHandler> handlers() {
    return Map.of(
        "listNotes", this::notes,
        "listRevisions", this::revisions,
        "listTrash", this::trash,
        "restoreTrash", this::restore);
  }

  private Future<Reply> notes(Call call) {
    NoteFields fields = NoteFields.of(call);
    NoteFilter filter = NoteFilter.of(call);
    if (call.accepted().equals(Media.NDJSON)) {
      var lines = db.stream(NoteListSql.export(filter, fields));
      return Future.succeededFuture(Reply.stream(Media.NDJSON, lines));
    }
    NoteSort sort = NoteSort.of(call.text("sort"));
    List<String> after = pages.after(call, sort);
    return db.list(
            call, NoteListSql.list(filter, sort, after, call.integer("limit"), fields.areHeavy()))
        .map(rows -> pages.notes(call, sort, fields, rows));
  }

  private Future<Reply> revisions(Call call) {
    return db.list(call, RevisionSql.list(call, pages.note(call), pages.before(call)))
        .map(rows -> pages.revisions(call, rows));
  }

  private Future<Reply> trash(Call call) {
    return db.list(call, TrashSql.list(call, pages.afterInTrash(call)))
        .map(rows -> pages.trash(call, rows));
  }

  private Future<Reply> restore(Call call) {
    return db.transaction(
        call,
        tx ->
            tx.one(TrashSql.restore(call))
                .map(note -> Restored.note(call, note))
                .compose(
                    note -> note.map(Future::succeededFuture).orElseGet(() -> course(tx, call)))
                .onSuccess(restored -> tx.raise(restored.event()))
                .map(Restored::reply));
  }

  private static Future<Restored> course(ReactiveTx tx, Call call) {
    UUID course = UUID.fromString(call.text("item"));
    return tx.one(CourseTrashSql.restore(course, call.caller().id()))
        .map(found -> Restored.course(call, found));
  }
}
