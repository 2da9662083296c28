package dev.principia.progress;

import dev.principia.contract.Call;
import dev.principia.contract.Event;
import dev.principia.contract.Problem;
import dev.principia.contract.Reply;
import dev.principia.db.Columns;
import dev.principia.db.Query;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/// Progress with the lesson that it is in.
record LessonProgress(UUID lesson, int number, String slug, UUID course, Progress progress) {

  static LessonProgress read(Columns row) {
    return new LessonProgress(
        row.get(UUID.class, "id"),
        row.get(Integer.class, "number"),
        row.get(String.class, "slug"),
        row.get(UUID.class, "course_id"),
        new Progress(
            Status.of(row.get(String.class, "status")),
            row.find(OffsetDateTime.class, "completed_at").map(OffsetDateTime::toInstant),
            row.get(Long.class, "version")));
  }

  static LessonProgress orNotFound(Optional<LessonProgress> found) {
    return found.orElseThrow(Problem::notFound);
  }

  /// @throws Problem as [Progress#moveTo]
  LessonProgress moveTo(Status next, Clock clock) {
    // What is answered is what is stored: the database keeps microseconds.
    return new LessonProgress(
        lesson,
        number,
        slug,
        course,
        progress.moveTo(next, clock.instant().truncatedTo(ChronoUnit.MICROS)));
  }

  /// Whether a step from `before` has led here.
  boolean isStepFrom(LessonProgress before) {
    return !progress.equals(before.progress());
  }

  Query<Boolean> save(Call call) {
    return ProgressSql.save(call.caller().id(), lesson, progress);
  }

  /// What others learn of a step from `before`, if anything.
  Optional<Event> event(LessonProgress before, Call call) {
    JsonObject about = JsonObject.of("lesson", lessonJson());
    return progress
        .eventAfter(before.progress())
        .map(type -> Event.own(type, call.caller().id(), Optional.of(course), about));
  }

  Reply reply() {
    JsonObject json = JsonObject.of("lesson", lessonJson(), "status", progress.status().word());
    progress.completedAt().ifPresent(at -> json.put("completedAt", at.toString()));
    return Reply.ok(json).etag(Long.toString(progress.version()));
  }

  private JsonObject lessonJson() {
    return JsonObject.of("id", lesson.toString(), "number", number, "slug", slug);
  }
}
