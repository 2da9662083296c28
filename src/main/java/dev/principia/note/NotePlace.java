package dev.principia.note;

import dev.principia.db.Columns;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/// The lesson that a note is about, and its course.
record NotePlace(
    UUID lesson,
    int number,
    String slug,
    String title,
    UUID course,
    String courseSlug,
    String courseTitle) {

  /// Empty when the lesson is gone.
  static Optional<NotePlace> read(Columns row) {
    return row.find(UUID.class, "lesson_id")
        .map(
            lesson ->
                new NotePlace(
                    lesson,
                    row.get(Integer.class, "lesson_number"),
                    row.get(String.class, "lesson_slug"),
                    row.get(String.class, "lesson_title"),
                    row.get(UUID.class, "course_id"),
                    row.get(String.class, "course_slug"),
                    row.get(String.class, "course_title")));
  }

  /// Puts the members `lesson` and `course`.
  void putInto(JsonObject json) {
    json.put(
        "lesson",
        JsonObject.of("id", lesson.toString(), "number", number, "slug", slug, "title", title));
    json.put(
        "course", JsonObject.of("id", course.toString(), "slug", courseSlug, "title", courseTitle));
  }

  /// Where the caller's own note stands.
  String path() {
    return "/api/v1/courses/%s/lessons/%s/note".formatted(courseSlug, slug);
  }
}
