package dev.principia.note;

import dev.principia.contract.Call;
import dev.principia.contract.EventType;
import dev.principia.contract.ReactiveHandler;
import dev.principia.contract.Reply;
import dev.principia.db.ReactiveDb;
import dev.principia.db.ReactiveTx;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// One's own notes on the event loop.
public final class ReactiveNotes {
  private final ReactiveDb db;
  private final ReactivePages pages;

  public ReactiveNotes(Vertx vertx, ReactiveDb db) {
    this.db = db;
    this.pages = new ReactivePages(vertx);
  }

  /// The handlers by operation id.
  public Map<String, ReactiveHandler> handlers() {
    return Map.of(
        "getNote", this::get,
        "getNoteById", this::getById,
        "putNote", this::put,
        "patchNote", this::patch,
        "deleteNote", this::delete,
        "restoreRevision", this::restore);
  }

  private Future<Reply> get(Call call) {
    return db.one(call, NoteSql.at(call))
        .map(found -> Write.Found.orNotFound(found).noteOrNotFound())
        .compose(note -> page(call, note));
  }

  private Future<Reply> getById(Call call) {
    return db.one(call, NoteSql.own(call, UUID.fromString(call.text("note"))))
        .map(StoredNote::orNotFound)
        .compose(note -> page(call, note));
  }

  private Future<Reply> page(Call call, StoredNote note) {
    return pages.reply(call, note.note(), () -> NoteReplies.note(call, note));
  }

  private Future<Reply> put(Call call) {
    Note yours = NoteInput.of(call);
    return db.transaction(
        call,
        tx ->
            tx.one(NoteSql.at(call))
                .map(found -> Write.put(call, Write.Found.orNotFound(found), yours))
                .compose(write -> perform(tx, call, write)));
  }

  private Future<Reply> patch(Call call) {
    return db.transaction(
        call,
        tx ->
            tx.one(NoteSql.at(call))
                .map(found -> Write.patch(call, Write.Found.orNotFound(found).noteOrNotFound()))
                .compose(write -> perform(tx, call, write)));
  }

  private Future<Reply> restore(Call call) {
    UUID id = UUID.fromString(call.text("note"));
    long number = call.integer("revision");
    return db.transaction(
        call,
        tx ->
            tx.one(NoteSql.own(call, id))
                .map(StoredNote::orNotFound)
                .compose(
                    note ->
                        tx.one(RevisionSql.content(call, id, number))
                            .map(content -> Write.restore(call, note, number, content)))
                .compose(write -> perform(tx, call, write)));
  }

  private Future<Reply> delete(Call call) {
    return db.transaction(
        call,
        tx ->
            tx.one(NoteSql.at(call))
                .map(found -> Write.delete(call, Write.Found.orNotFound(found).noteOrNotFound()))
                .compose(write -> perform(tx, call, write)));
  }

  private static Future<Reply> perform(ReactiveTx tx, Call call, Write write) {
    return switch (write) {
      case Write.Same same -> Future.succeededFuture(NoteReplies.note(call, same.note()));
      case Write.Create create -> create(tx, call, create);
      case Write.Change change -> change(tx, call, change);
      case Write.Delete delete -> delete(tx, call, delete.note());
      case Write.Stale stale -> refuse(tx, call, stale);
    };
  }

  private static Future<Reply> create(ReactiveTx tx, Call call, Write.Create create) {
    return tx.one(NoteSql.insert(create))
        .compose(
            saved ->
                saved.isPresent()
                    ? created(tx, call, create.stored(saved.get()))
                    : tx.one(NoteSql.at(call))
                        .compose(found -> Future.failedFuture(create.outrun(found))));
  }

  private static Future<Reply> created(ReactiveTx tx, Call call, StoredNote note) {
    tx.raise(note.event(EventType.NOTE_CREATED, call));
    return Future.succeededFuture(NoteReplies.created(call, note));
  }

  private static Future<Reply> change(ReactiveTx tx, Call call, Write.Change change) {
    return tx.one(NoteSql.update(call, change))
        .compose(
            saved ->
                saved.isPresent()
                    ? changed(tx, call, change.stored(saved.get()))
                    : outrun(tx, call, change.before(), Optional.of(change.after())));
  }

  private static Future<Reply> changed(ReactiveTx tx, Call call, StoredNote note) {
    tx.raise(note.event(EventType.NOTE_UPDATED, call));
    return Future.succeededFuture(NoteReplies.note(call, note));
  }

  private static Future<Reply> delete(ReactiveTx tx, Call call, StoredNote note) {
    return tx.run(NoteSql.delete(call, note))
        .compose(
            deleted ->
                deleted == 1 ? deleted(tx, call, note) : outrun(tx, call, note, Optional.empty()));
  }

  private static Future<Reply> deleted(ReactiveTx tx, Call call, StoredNote note) {
    tx.raise(note.event(EventType.NOTE_DELETED, call));
    return Future.succeededFuture(Reply.empty(204));
  }

  /// Somebody wrote between our look and our write.
  private static Future<Reply> outrun(
      ReactiveTx tx, Call call, StoredNote before, Optional<Note> yours) {
    return tx.one(NoteSql.own(call, before.id()))
        .compose(
            theirs ->
                Future.failedFuture(Write.conflict(Optional.of(before.note()), yours, theirs)));
  }

  private static Future<Reply> refuse(ReactiveTx tx, Call call, Write.Stale stale) {
    return base(tx, call, stale)
        .compose(
            base ->
                Future.failedFuture(
                    Write.conflict(base, stale.yours(), Optional.of(stale.theirs()))));
  }

  private static Future<Optional<Note>> base(ReactiveTx tx, Call call, Write.Stale stale) {
    return stale
        .base()
        .map(number -> tx.one(RevisionSql.content(call, stale.theirs().id(), number)))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }
}
