package dev.principia.course;

import dev.principia.db.Columns;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/// What its writers say of a lesson, the way it is stored.
///
/// @param number empty when a new lesson gets the next free one
record LessonText(
    String title, String summary, List<Resource> resources, Optional<Integer> number) {
  private static final LessonText NONE = new LessonText("", "", List.of(), Optional.empty());

  static LessonText of(JsonObject body) {
    return NONE.patched(body);
  }

  /// With the changes of a merge patch (RFC 7396); throws all that is wrong with them.
  LessonText patched(JsonObject patch) {
    Typed typed = new Typed(patch);
    LessonText changed =
        new LessonText(
            typed.title(title),
            typed.summary(summary),
            typed.resources(resources),
            Optional.ofNullable(patch.getInteger("number")).or(() -> number));
    typed.refuseDefects();
    return changed;
  }

  static LessonText read(Columns row) {
    return new LessonText(
        row.get(String.class, "title"),
        row.get(String.class, "summary"),
        Outlines.stored(row.get(JsonArray.class, "resources")),
        Optional.of(row.get(Integer.class, "number")));
  }
}
