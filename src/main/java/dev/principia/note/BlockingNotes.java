package dev.principia.note;

import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Call;
import dev.principia.contract.EventType;
import dev.principia.contract.Problem;
import dev.principia.contract.Reply;
import dev.principia.db.BlockingDb;
import dev.principia.db.BlockingTx;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// One's own notes on a thread that may wait.
public final class BlockingNotes {
  private final BlockingDb db;

  public BlockingNotes(BlockingDb db) {
    this.db = db;
  }

  /// The handlers by operation id.
  public Map<String, BlockingHandler> handlers() {
    return Map.of(
        "getNote", this::get,
        "getNoteById", this::getById,
        "putNote", this::put,
        "patchNote", this::patch,
        "deleteNote", this::delete,
        "restoreRevision", this::restore);
  }

  private Reply get(Call call) {
    var found = Write.Found.orNotFound(db.one(call, NoteSql.at(call)));
    return NoteReplies.note(call, found.noteOrNotFound());
  }

  private Reply getById(Call call) {
    var found = db.one(call, NoteSql.own(call, UUID.fromString(call.text("note"))));
    return NoteReplies.note(call, StoredNote.orNotFound(found));
  }

  private Reply put(Call call) {
    Note yours = NoteInput.of(call);
    return db.transaction(
        call,
        tx -> {
          var found = Write.Found.orNotFound(tx.one(NoteSql.at(call)));
          return perform(tx, call, Write.put(call, found, yours));
        });
  }

  private Reply patch(Call call) {
    return db.transaction(
        call,
        tx -> {
          var found = Write.Found.orNotFound(tx.one(NoteSql.at(call)));
          return perform(tx, call, Write.patch(call, found.noteOrNotFound()));
        });
  }

  private Reply restore(Call call) {
    UUID id = UUID.fromString(call.text("note"));
    long number = call.integer("revision");
    return db.transaction(
        call,
        tx -> {
          StoredNote note = StoredNote.orNotFound(tx.one(NoteSql.own(call, id)));
          Optional<Note> content = tx.one(RevisionSql.content(call, id, number));
          return perform(tx, call, Write.restore(call, note, number, content));
        });
  }

  private Reply delete(Call call) {
    return db.transaction(
        call,
        tx -> {
          var found = Write.Found.orNotFound(tx.one(NoteSql.at(call)));
          return perform(tx, call, Write.delete(call, found.noteOrNotFound()));
        });
  }

  private static Reply perform(BlockingTx tx, Call call, Write write) {
    return switch (write) {
      case Write.Same same -> NoteReplies.note(call, same.note());
      case Write.Create create -> create(tx, call, create);
      case Write.Change change -> change(tx, call, change);
      case Write.Delete delete -> delete(tx, call, delete.note());
      case Write.Stale stale -> throw refused(tx, call, stale);
    };
  }

  private static Reply create(BlockingTx tx, Call call, Write.Create create) {
    var saved = tx.one(NoteSql.insert(create));
    if (saved.isEmpty()) {
      throw create.outrun(tx.one(NoteSql.at(call)));
    }
    StoredNote note = create.stored(saved.get());
    tx.raise(note.event(EventType.NOTE_CREATED, call));
    return NoteReplies.created(call, note);
  }

  private static Reply change(BlockingTx tx, Call call, Write.Change change) {
    var saved = tx.one(NoteSql.update(call, change));
    if (saved.isEmpty()) {
      throw outrun(tx, call, change.before(), Optional.of(change.after()));
    }
    StoredNote note = change.stored(saved.get());
    tx.raise(note.event(EventType.NOTE_UPDATED, call));
    return NoteReplies.note(call, note);
  }

  private static Reply delete(BlockingTx tx, Call call, StoredNote note) {
    if (tx.run(NoteSql.delete(call, note)) == 0) {
      throw outrun(tx, call, note, Optional.empty());
    }
    tx.raise(note.event(EventType.NOTE_DELETED, call));
    return Reply.empty(204);
  }

  /// Somebody wrote between our look and our write.
  private static Problem outrun(BlockingTx tx, Call call, StoredNote before, Optional<Note> yours) {
    var theirs = tx.one(NoteSql.own(call, before.id()));
    return Write.conflict(Optional.of(before.note()), yours, theirs);
  }

  private static Problem refused(BlockingTx tx, Call call, Write.Stale stale) {
    Optional<Note> base =
        stale
            .base()
            .flatMap(number -> tx.one(RevisionSql.content(call, stale.theirs().id(), number)));
    return Write.conflict(base, stale.yours(), Optional.of(stale.theirs()));
  }
}
