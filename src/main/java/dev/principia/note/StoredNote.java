package dev.principia.note;

import dev.principia.contract.Call;
import dev.principia.contract.Event;
import dev.principia.contract.EventType;
import dev.principia.contract.Problem;
import dev.principia.db.Columns;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A note as its owner finds it.
///
/// @param title the lesson's title when the note was last written, for when the lesson is gone
/// @param place empty when the lesson is gone
/// @param version raised by every change of the content; the number of its revision
record StoredNote(
    UUID id,
    String title,
    Optional<NotePlace> place,
    Note note,
    long version,
    Instant createdAt,
    Instant updatedAt) {

  /// What the database made of a write.
  record Saved(long version, Instant createdAt, Instant updatedAt) {
    static Saved read(Columns row) {
      return new Saved(
          row.get(Long.class, "version"), time(row, "created_at"), time(row, "updated_at"));
    }
  }

  static StoredNote orNotFound(Optional<StoredNote> found) {
    return found.orElseThrow(Problem::notFound);
  }

  static StoredNote read(Columns row) {
    return new StoredNote(
        row.get(UUID.class, "id"),
        row.get(String.class, "title"),
        NotePlace.read(row),
        content(row),
        row.get(Long.class, "version"),
        time(row, "created_at"),
        time(row, "updated_at"));
  }

  /// It was brought into its spelling when it was written.
  static Note content(Columns row) {
    return new Note(
        texts(row, "key_concepts"),
        row.get(String.class, "body"),
        Note.codeExamples(row.get(JsonArray.class, "code_examples")),
        texts(row, "takeaways"),
        Note.resources(row.get(JsonArray.class, "resources")),
        texts(row, "tags"));
  }

  private static List<String> texts(Columns row, String column) {
    return List.of(row.get(String[].class, column));
  }

  static Instant time(Columns row, String column) {
    return row.get(OffsetDateTime.class, column).toInstant();
  }

  /// The same note after a write.
  StoredNote with(Note content, Saved saved) {
    return new StoredNote(
        id, title, place, content, saved.version(), saved.createdAt(), saved.updatedAt());
  }

  /// The lesson's title.
  String shownTitle() {
    return place.map(NotePlace::title).orElse(title);
  }

  /// The title of the note as a document.
  String heading() {
    return place.map(at -> "Lesson " + at.number() + ": " + at.title()).orElse(title);
  }

  /// The validator of the JSON form: the version, a part of the id, so that a new note in the place
  /// of a deleted one has other validators, and what the note shows of its lesson and course.
  String etag() {
    return version + "-" + idPart() + "-" + Integer.toHexString(place.hashCode());
  }

  /// The last eight digits of the id, random ones.
  String idPart() {
    return HexFormat.of().toHexDigits((int) id.getLeastSignificantBits());
  }

  /// What its account's other devices learn of a change.
  Event event(EventType type, Call call) {
    JsonObject about = JsonObject.of("note", JsonObject.of("id", id.toString()));
    place.ifPresent(at -> at.putInto(about));
    return Event.own(type, call.caller().id(), place.map(NotePlace::course), about);
  }

  JsonObject json() {
    JsonObject json = JsonObject.of("id", id.toString(), "title", shownTitle());
    place.ifPresent(at -> at.putInto(json));
    return json.mergeIn(note.json())
        .put("createdAt", createdAt.toString())
        .put("updatedAt", updatedAt.toString());
  }
}
