package dev.principia.course;

import dev.principia.contract.Problem;
import dev.principia.contract.Reply;
import dev.principia.db.Columns;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/// That the caller belongs to a course, and as what.
record Enrollment(UUID course, String slug, String title, String role) {
  static Enrollment read(Columns row) {
    return new Enrollment(
        row.get(UUID.class, "id"),
        row.get(String.class, "slug"),
        row.get(String.class, "title"),
        row.get(String.class, "role"));
  }

  static Reply reply(Optional<Enrollment> found) {
    Enrollment enrollment = found.orElseThrow(Problem::notFound);
    return Reply.ok(
        JsonObject.of(
            "course",
            JsonObject.of(
                "id", enrollment.course.toString(),
                "slug", enrollment.slug,
                "title", enrollment.title),
            "role",
            enrollment.role));
  }

  /// @param own whether the caller is the owner; empty when there is no course for it
  static Reply left(Optional<Boolean> own) {
    if (own.orElseThrow(Problem::notFound)) {
      throw Member.lastOwner();
    }
    return Reply.empty(204);
  }
}
