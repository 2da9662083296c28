package dev.principia.progress;

import dev.principia.contract.Problem;
import dev.principia.contract.Reply;
import dev.principia.db.Columns;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// How many lessons of a section are completed. Counted when asked for and stored nowhere, so that
/// it is right after whatever happened to progress or outline.
///
/// @param id empty for a course without sections
record SectionProgress(Optional<UUID> id, String title, int completed, int total) {

  static SectionProgress read(Columns row) {
    return new SectionProgress(
        row.find(UUID.class, "id"),
        row.find(String.class, "title").orElse(""),
        row.get(Integer.class, "completed"),
        row.get(Integer.class, "total"));
  }

  /// A whole number, rounded down: 100 means that all is done.
  static int percent(int completed, int total) {
    return total == 0 ? 0 : completed * 100 / total;
  }

  /// The progress in the course; no rows when it is not to be found.
  static Reply reply(List<SectionProgress> rows) {
    if (rows.isEmpty()) {
      throw Problem.notFound();
    }
    int completed = rows.stream().mapToInt(SectionProgress::completed).sum();
    int total = rows.stream().mapToInt(SectionProgress::total).sum();
    JsonArray sections = new JsonArray();
    rows.stream().filter(row -> row.id().isPresent()).forEach(row -> sections.add(row.json()));
    JsonObject json =
        JsonObject.of(
            "percent", percent(completed, total),
            "completed", completed,
            "total", total,
            "sections", sections);
    return Reply.ok(json).etag(validator(json.toBuffer()));
  }

  private JsonObject json() {
    return JsonObject.of(
        "id", id.orElseThrow().toString(),
        "title", title,
        "percent", percent(completed, total),
        "completed", completed,
        "total", total);
  }

  /// It has no version of its own: it changes with the outline and with the progress in any lesson.
  private static String validator(Buffer body) {
    return UUID.nameUUIDFromBytes(body.getBytes()).toString();
  }
}
