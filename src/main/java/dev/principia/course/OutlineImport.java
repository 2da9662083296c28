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
  private final Optional<Course> stored;
  private final UUID owner;
  private final UUID id;
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
  OutlineImport(Outline outline, Optional<Course> stored, UUID owner) {
    this.outline = outline;
    this.stored = stored;
    this.owner = owner;
    this.id =
        stored
            .map(course -> UUID.fromString(course.head().getString("id")))
            .orElseGet(UuidCreator::getTimeOrderedEpoch);
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
    String free = wanted;
    for (int i = 1; !slugs.add(free); i++) {
      String suffix = item.number() + (i == 1 ? "" : "x" + i);
      free = Slugs.suffixed(wanted, suffix);
    }
    return free;
  }

  private static String newId() {
    return UuidCreator.getTimeOrderedEpoch().toString();
  }

  /// The slug that the course is known by, or is to have.
  String slug() {
    return stored.map(Course::slug).orElseGet(() -> ImportSql.wanted(outline));
  }

  UUID id() {
    return id;
  }

  boolean isNew() {
    return stored.isEmpty();
  }

  /// Whether anything but ticks is to be written.
  boolean isChange() {
    return stored.isEmpty() || !Outlines.of(stored.get()).equals(unticked());
  }

  private Outline unticked() {
    return new Outline(
        outline.title(),
        outline.summary(),
        outline.sections().stream().map(OutlineImport::unticked).toList(),
        outline.resources(),
        outline.description());
  }

  private static Outline.Section unticked(Outline.Section section) {
    return new Outline.Section(
        section.title(),
        section.lessons().stream()
            .map(item -> new Outline.Item(item.number(), item.title(), false))
            .toList());
  }

  /// Writes the course itself; answers its slug.
  Query<String> course() {
    return isNew() ? ImportSql.create(id, owner, outline) : ImportSql.update(id, outline);
  }

  /// The writes of sections and lessons, in order.
  List<Query<Boolean>> writes() {
    String allSections = sections.encode();
    String allLessons = lessons.encode();
    List<Query<Boolean>> writes = new ArrayList<>();
    writes.add(ImportSql.sections(id, allSections));
    writes.add(ImportSql.lessons(id, allLessons));
    if (!isNew()) {
      writes.add(ImportSql.remove(id, allLessons, allSections));
    }
    return writes;
  }

  /// The write of ticks, if there are any.
  ///
  /// @param learner whose progress the ticked lessons become
  Optional<Query<Boolean>> ticks(UUID learner) {
    return done.isEmpty()
        ? Optional.empty()
        : Optional.of(ImportSql.completed(learner, done.encode()));
  }

  /// @param slug the course's name in addresses
  ImportReport report(String slug) {
    int all = lessons.size();
    return new ImportReport(
        slug, sections.size(), all, created, updated, all - created - updated, known.size());
  }
}
