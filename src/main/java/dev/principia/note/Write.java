package dev.principia.note;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.principia.contract.Call;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import java.util.Optional;
import java.util.UUID;

/// What the wish to write a note comes to, once it is known what is there. Deciding asks nobody;
/// the database has the last word, because others may write meanwhile.
sealed interface Write {

  /// There is no note, and the caller knows it.
  record Create(UUID id, UUID owner, NotePlace place, Note note) implements Write {
    StoredNote stored(StoredNote.Saved saved) {
      return new StoredNote(
          id,
          place.title(),
          Optional.of(place),
          note,
          saved.version(),
          saved.createdAt(),
          saved.updatedAt());
    }

    /// Somebody else made a note first.
    Problem outrun(Optional<Found> now) {
      return conflict(Optional.empty(), Optional.of(note), now.flatMap(Found::note));
    }
  }

  /// The caller has seen the present version and wants another.
  ///
  /// @param restoredFrom the revision that it goes back to, if it does
  record Change(StoredNote before, Note after, Optional<Long> restoredFrom) implements Write {
    StoredNote stored(StoredNote.Saved saved) {
      return before.with(after, saved);
    }
  }

  /// The caller has seen the present version and wants it gone.
  record Delete(StoredNote note) implements Write {}

  /// The caller wants what is there.
  record Same(StoredNote note) implements Write {}

  /// The caller has not seen the present version.
  ///
  /// @param yours what it wants; empty when it wants the note gone
  /// @param base the version that it began with, if it is one of this note
  record Stale(StoredNote theirs, Optional<Note> yours, Optional<Long> base) implements Write {}

  /// What a lesson has: its place, and the caller's own note if there is one.
  record Found(NotePlace place, Optional<StoredNote> note) {
    static Found orNotFound(Optional<Found> found) {
      return found.orElseThrow(Problem::notFound);
    }

    StoredNote noteOrNotFound() {
      return StoredNote.orNotFound(note);
    }
  }

  static Write put(Call call, Found found, Note yours) {
    if (NotePreconditions.creates(call)) {
      return found
          .note()
          .<Write>map(there -> new Stale(there, Optional.of(yours), Optional.empty()))
          .orElseGet(() -> create(call, found.place(), yours));
    }
    NotePreconditions wanted = NotePreconditions.required(call);
    StoredNote before = found.note().orElseThrow(() -> missing(yours));
    return change(wanted, before, yours);
  }

  static Write patch(Call call, StoredNote before) {
    Note yours = NoteInput.patched(before.note(), call.body());
    return change(NotePreconditions.required(call), before, yours);
  }

  static Write restore(Call call, StoredNote before, long number, Optional<Note> content) {
    Note yours = content.orElseThrow(Problem::notFound);
    NotePreconditions wanted = NotePreconditions.required(call);
    return wanted.matches(before)
        ? new Change(before, yours, Optional.of(number))
        : new Stale(before, Optional.of(yours), wanted.base(before));
  }

  static Write delete(Call call, StoredNote note) {
    NotePreconditions wanted = NotePreconditions.required(call);
    return wanted.matches(note)
        ? new Delete(note)
        : new Stale(note, Optional.empty(), wanted.base(note));
  }

  private static Create create(Call call, NotePlace place, Note yours) {
    return new Create(UuidCreator.getTimeOrderedEpoch(), call.caller().id(), place, yours);
  }

  private static Write change(NotePreconditions wanted, StoredNote before, Note yours) {
    if (!wanted.matches(before)) {
      return new Stale(before, Optional.of(yours), wanted.base(before));
    }
    return yours.equals(before.note())
        ? new Same(before)
        : new Change(before, yours, Optional.empty());
  }

  private static Problem missing(Note yours) {
    return Problem.of(
            ProblemType.PRECONDITION_FAILED, "There is no note; create it with `If-None-Match: *`.")
        .holding("yours", yours.json());
  }

  /// 412 with everything that is needed to merge.
  ///
  /// @param theirs what is there now; 404 when it was deleted meanwhile
  static Problem conflict(Optional<Note> base, Optional<Note> yours, Optional<StoredNote> theirs) {
    StoredNote now = StoredNote.orNotFound(theirs);
    Problem problem =
        Problem.of(ProblemType.PRECONDITION_FAILED, "It has changed since; merge and try again.")
            .with("ETag", '"' + now.etag() + '"');
    if (base.isPresent()) {
      problem = problem.holding("base", base.get().json());
    }
    if (yours.isPresent()) {
      problem = problem.holding("yours", yours.get().json());
    }
    return problem.holding("theirs", now.note().json());
  }
}
