package dev.principia.course;

import dev.principia.contract.Problem;
import dev.principia.db.Columns;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A course as everybody sees it: nobody's progress is in it, so that one copy serves all.
///
/// @param head the representation of the contract without its outline
/// @param sections the outline as JSON text, the way the database wrote it
/// @param version raised by any change to the course, its outline or its lessons
/// @param description further text of the outline that the course was imported from
record Course(JsonObject head, String sections, long version, String description) {

  static Course orNotFound(Optional<Course> found) {
    return found.orElseThrow(Problem::notFound);
  }

  static Course read(Columns row) {
    JsonObject head =
        summary(row).put("resources", Outlines.resources(row.get(JsonArray.class, "resources")));
    return new Course(
        Times.put(head, row),
        row.get(String.class, "sections"),
        row.get(Long.class, "version"),
        row.get(String.class, "description"));
  }

  /// What its writers said of it.
  CourseText text() {
    return new CourseText(
        head.getString("title"),
        head.getString("summary"),
        head.getJsonArray("tags").stream().map(Object::toString).toList(),
        head.getString("visibility"),
        head.getString("status"),
        Outlines.stored(head.getJsonArray("resources")));
  }

  UUID id() {
    return UUID.fromString(head.getString("id"));
  }

  String slug() {
    return head.getString("slug");
  }

  /// The representation. The outline, nearly all of it, is neither decoded nor encoded on its way.
  Buffer body() {
    Buffer body = head.toBuffer();
    return body.slice(0, body.length() - 1)
        .copy()
        .appendString(",\"sections\":")
        .appendString(sections)
        .appendString("}");
  }

  /// A course in a list: how many lessons it has instead of which.
  static JsonObject listed(Columns row) {
    return Times.put(summary(row).put("lessonCount", row.get(Integer.class, "lesson_count")), row);
  }

  private static JsonObject summary(Columns row) {
    return JsonObject.of(
        "id", row.get(UUID.class, "id").toString(),
        "slug", row.get(String.class, "slug"),
        "title", row.get(String.class, "title"),
        "summary", row.get(String.class, "summary"),
        "tags", new JsonArray(List.of((Object[]) row.get(String[].class, "tags"))),
        "visibility", row.get(String.class, "visibility"),
        "status", row.get(String.class, "status"),
        "owner",
            JsonObject.of(
                "id", row.get(UUID.class, "owner_id").toString(),
                "name", row.get(String.class, "owner_name")));
  }
}
