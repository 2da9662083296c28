package dev.principia.note;

import dev.principia.contract.Call;
import dev.principia.course.CourseKey;
import java.util.Optional;
import java.util.UUID;

/// Which of the caller's notes are asked for.
///
/// @param text stands somewhere in the note
/// @param course the id or the slug of the course
record NoteFilter(
    UUID account,
    Optional<String> text,
    Optional<UUID> course,
    Optional<String> courseSlug,
    Optional<String> tag) {

  static NoteFilter of(Call call) {
    Optional<CourseKey> course = call.optionalText("course").map(CourseKey::of);
    return new NoteFilter(
        call.caller().id(),
        call.optionalText("q"),
        course.flatMap(CourseKey::id),
        course.flatMap(CourseKey::slug),
        call.optionalText("tag").map(Tags::of));
  }
}
