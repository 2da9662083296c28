package dev.principia.note;

import dev.principia.contract.Call;
import dev.principia.contract.Event;
import dev.principia.contract.EventType;
import dev.principia.contract.Problem;
import dev.principia.contract.Reply;
import dev.principia.course.CourseTrashSql;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/// What was taken out of the trash.
///
/// @param kind `note` or `course`
/// @param location where it is again
record Restored(UUID id, String kind, String title, String location, Event event) {
  static Optional<Restored> note(Call call, Optional<StoredNote> found) {
    return found.map(
        note ->
            new Restored(
                note.id(),
                "note",
                note.shownTitle(),
                "/api/v1/notes/" + note.id(),
                note.event(EventType.NOTE_CREATED, call)));
  }

  static Restored course(Call call, Optional<CourseTrashSql.Restored> found) {
    CourseTrashSql.Restored course = found.orElseThrow(Problem::notFound);
    return new Restored(
        course.id(),
        "course",
        course.title(),
        "/api/v1/courses/" + course.slug(),
        course.event(call.caller().id()));
  }

  Reply reply() {
    return Reply.ok(JsonObject.of("id", id.toString(), "kind", kind, "title", title))
        .with("Location", location);
  }
}
