package dev.principia;

import dev.principia.cache.Changes;
import dev.principia.event.Batch;
import dev.principia.event.LoggedEvent;
import dev.principia.event.Tail;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.stream.Stream;

/// Tells the caches which courses have changed, as the log has it. Belongs to the log's one reader.
final class CourseChanges implements Tail.Listener {
  private final Changes changes;
  private long asked;

  CourseChanges(Changes changes) {
    this.changes = changes;
  }

  @Override
  public void asked() {
    asked = changes.now();
  }

  @Override
  public void heard(Batch batch) {
    changes.heard(asked, batch.to(), batch.events().stream().flatMap(this::seen).toList());
  }

  private Stream<Changes.Seen> seen(LoggedEvent event) {
    return event.type().startsWith("course.")
        ? event.course().stream()
            .map(course -> new Changes.Seen(course, slug(event.data()), event.version()))
        : Stream.empty();
  }

  private static String slug(JsonObject data) {
    return Optional.ofNullable(data.getJsonObject("course"))
        .map(course -> course.getString("slug"))
        .orElse("");
  }
}
