package dev.principia.course;

import dev.principia.db.Columns;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/// What its writers say of a course, the way it is stored: valid from birth.
///
/// @param tags in NFC, each once
/// @param status `active` or `archived`
record CourseText(
    String title,
    String summary,
    List<String> tags,
    String visibility,
    String status,
    List<Resource> resources) {
  private static final CourseText NONE =
      new CourseText("", "", List.of(), "private", "active", List.of());

  static CourseText of(JsonObject body) {
    return NONE.patched(body);
  }

  /// With the changes of a merge patch (RFC 7396); throws all that is wrong with them.
  CourseText patched(JsonObject patch) {
    Typed typed = new Typed(patch);
    CourseText changed =
        new CourseText(
            typed.title(title),
            typed.summary(summary),
            typed.tags(tags),
            typed.word("visibility", visibility),
            typed.word("status", status),
            typed.resources(resources));
    typed.refuseDefects();
    return changed;
  }

  CourseText archived() {
    return new CourseText(title, summary, tags, visibility, "archived", resources);
  }

  /// The text of somebody's own copy.
  CourseText copied() {
    return new CourseText(title, summary, tags, "private", "active", resources);
  }

  boolean isArchived() {
    return status.equals("archived");
  }

  static CourseText read(Columns row) {
    return new CourseText(
        row.get(String.class, "title"),
        row.get(String.class, "summary"),
        List.of(row.get(String[].class, "tags")),
        row.get(String.class, "visibility"),
        row.get(String.class, "status"),
        Outlines.stored(row.get(JsonArray.class, "resources")));
  }
}
