package dev.principia.course;

import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import dev.principia.db.Columns;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/// A lesson as everybody sees it.
///
/// @param json the representation of the contract
/// @param version raised by any change to the lesson
/// @param courseVersion raised by any change to its course: the representation shows titles of the
///   course and of the section
record Lesson(JsonObject json, long version, long courseVersion) {

  static Lesson orNotFound(Optional<Lesson> found) {
    return found.orElseThrow(Problem::notFound);
  }

  /// @param found empty when there is no course, an empty one when there is no lesson left
  static Lesson nextOrCompleted(Optional<Optional<Lesson>> found) {
    return found
        .orElseThrow(Problem::notFound)
        .orElseThrow(() -> Problem.of(ProblemType.COURSE_COMPLETED, "All lessons are completed."));
  }

  static Lesson read(Columns row) {
    JsonObject json =
        JsonObject.of(
            "id", row.get(UUID.class, "id").toString(),
            "number", row.get(Integer.class, "number"),
            "slug", row.get(String.class, "slug"),
            "title", row.get(String.class, "title"),
            "summary", row.get(String.class, "summary"),
            "resources", Outlines.resources(row.get(JsonArray.class, "resources")),
            "course",
                JsonObject.of(
                    "id", row.get(UUID.class, "course_id").toString(),
                    "slug", row.get(String.class, "course_slug"),
                    "title", row.get(String.class, "course_title")),
            "section",
                JsonObject.of(
                    "id", row.get(UUID.class, "section_id").toString(),
                    "title", row.get(String.class, "section_title")));
    return new Lesson(
        Times.put(json, row),
        row.get(Long.class, "version"),
        row.get(Long.class, "course_version"));
  }

  /// The canonical address, by slugs.
  String path() {
    return "/api/v1/courses/%s/lessons/%s"
        .formatted(json.getJsonObject("course").getString("slug"), json.getString("slug"));
  }
}
