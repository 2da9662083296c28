package dev.principia.course;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.principia.db.Query;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What has to be written so that a stored course becomes an outline. Lessons are recognised by
/// their number and sections by their title: they keep their ids, and lessons their slugs, wherever
/// they move. The number of statements does not depend on the size of the outline.
final class OutlineImport {
  private final Outline outline;
  private final UUID id;
  private final String slug;
  private final UUID owner;
  private final Map<Integer, JsonObject> known = new HashMap<>();
  private final Map<Integer, String> knownSection = new HashMap<>();
  private final Map<String, String> sectionIds = new HashMap<>();
  private final Set<String> slugs = new HashSet<>();
  private final JsonArray sections = new JsonArray();
  private final JsonArray lessons = new JsonArray();
  private final JsonArray done = new JsonArray();
  private int created;
  private int updated;

  /// @param stored the course as it is; empty when there is none yet
  /// @param slug of a new course; a stored one keeps its own
  OutlineImport(Outline outline, Optional<Course> stored, String slug, UUID owner) {
    this.outline = outline;
    this.owner = owner;
    this.id =
        stored
            .map(course -> UUID.fromString(course.head().getString("id")))
            .orElseGet(UuidCreator::getTimeOrderedEpoch);
    this.slug = stored.map(Course::slug).orElse(slug);
    stored.ifPresent(this::index);
    plan();
  }

  private void index(Course course) {
    for (JsonObject section : Outlines.sections(course)) {
      sectionIds.putIfAbsent(section.getString("title"), section.getString("id"));
      for (JsonObject lesson : Outlines.objects(section.getJsonArray("lessons"))) {
        known.put(lesson.getInteger("number"), lesson);
        knownSection.put(lesson.getInteger("number"), section.getString("id"));
        slugs.add(lesson.getString("slug"));
      }
    }
  }

  private void plan() {
    for (Outline.Section section : outline.sections()) {
      String sectionId =
          Optional.ofNullable(sectionIds.remove(section.title())).orElseGet(OutlineImport::newId);
      sections.add(
          JsonObject.of(
              "id", sectionId, "position", sections.size() + 1, "title", section.title()));
      int position = 0;
      for (Outline.Item item : section.lessons()) {
        plan(sectionId, ++position, item);
      }
    }
  }

  private void plan(String sectionId, int position, Outline.Item item) {
    Optional<JsonObject> before = Optional.ofNullable(known.remove(item.number()));
    String lessonId = before.map(each -> each.getString("id")).orElseGet(OutlineImport::newId);
    lessons.add(
        JsonObject.of(
            "id",
            lessonId,
            "section_id",
            sectionId,
            "position",
            position,
            "number",
            item.number(),
            "slug",
            before.map(each -> each.getString("slug")).orElseGet(() -> freeSlug(item)),
            "title",
            item.title()));
    if (before.isEmpty()) {
      created++;
    } else if (!before.get().getString("title").equals(item.title())
        || !sectionId.equals(knownSection.get(item.number()))) {
      updated++;
    }
    if (item.done()) {
      done.add(lessonId);
    }
  }

  private String freeSlug(Outline.Item item) {
    String wanted = Slugs.lesson(item.title(), item.number());
    String free =
        slugs.contains(wanted) ? Slugs.suffixed(wanted, Integer.toString(item.number())) : wanted;
    slugs.add(free);
    return free;
  }

  private static String newId() {
    return UuidCreator.getTimeOrderedEpoch().toString();
  }

  /// The writes, in order.
  ///
  /// @param learner whose progress the ticked lessons become
  List<Query<Boolean>> writes(UUID learner) {
    List<Query<Boolean>> writes = new ArrayList<>();
    writes.add(ImportSql.course(id, slug, owner, outline));
    writes.add(ImportSql.sections(id, sections));
    writes.add(ImportSql.lessons(id, lessons));
    writes.add(ImportSql.removeLessons(id, lessons));
    writes.add(ImportSql.removeSections(id, sections));
    writes.add(ImportSql.completed(learner, done));
    return writes;
  }

  ImportReport report() {
    int all = lessons.size();
    return new ImportReport(
        slug, sections.size(), all, created, updated, all - created - updated, known.size());
  }
}
