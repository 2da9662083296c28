package dev.principia.course;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.principia.contract.Call;
import dev.principia.contract.Defect;
import dev.principia.contract.Preconditions;
import dev.principia.contract.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Another order of a course's sections and lessons. It names every lesson exactly once; sections
/// without id are new, and those that it does not name go.
final class OutlineChange {
  private static final int MOST_NAMED = 10;

  private final List<Defect> defects = new ArrayList<>();
  private final Set<String> sectionsLeft = new HashSet<>();
  private final Set<String> lessonsLeft = new LinkedHashSet<>();
  private final Set<String> known;
  private final JsonArray before;
  private final JsonArray after = new JsonArray();

  private OutlineChange(Course stored) {
    before = new JsonArray();
    for (JsonObject section : Outlines.sections(stored)) {
      JsonArray lessons = new JsonArray();
      for (JsonObject lesson : Outlines.objects(section.getJsonArray("lessons"))) {
        lessons.add(lesson.getString("id"));
        lessonsLeft.add(lesson.getString("id"));
      }
      sectionsLeft.add(section.getString("id"));
      before.add(section(section.getString("id"), section.getString("title"), lessons));
    }
    known = Set.copyOf(lessonsLeft);
  }

  /// The change that the call asks for; throws all that is wrong with it.
  ///
  /// @param stored the outline, read after the course was locked
  static OutlineChange of(Call call, LockedCourse course, Course stored) {
    OutlineChange change = new OutlineChange(stored);
    List<JsonObject> wanted = Outlines.objects(call.body().getJsonArray("sections"));
    for (int i = 0; i < wanted.size(); i++) {
      change.take(wanted.get(i), "/sections/" + i);
    }
    change.refuseDefects();
    Preconditions.check(call, course.version());
    if (change.isChange()) {
      course.refuseArchived();
    }
    return change;
  }

  private void take(JsonObject wanted, String pointer) {
    String title = wanted.getString("title").strip();
    Titles.flaw(title)
        .ifPresent(flaw -> refuse(pointer + "/title", flaw, Titles.meaning(flaw) + '.'));
    Optional<String> id = Optional.ofNullable(wanted.getString("id")).map(OutlineChange::canonical);
    if (id.isPresent() && !sectionsLeft.remove(id.get())) {
      refuse(pointer + "/id", "unknown-section", "no such section, or it was named before.");
    }
    JsonArray lessons = new JsonArray();
    for (Object each : wanted.getJsonArray("lessons")) {
      String lesson = canonical(each.toString());
      take(lesson, pointer + "/lessons/" + lessons.size());
      lessons.add(lesson);
    }
    after.add(section(id.orElseGet(OutlineChange::newId), title, lessons));
  }

  private void take(String lesson, String pointer) {
    if (!known.contains(lesson)) {
      refuse(pointer, "unknown-lesson", "the course has no such lesson.");
    } else if (!lessonsLeft.remove(lesson)) {
      refuse(pointer, "duplicate-lesson", "the lesson was named before.");
    }
  }

  private void refuseDefects() {
    if (!lessonsLeft.isEmpty()) {
      List<String> some = lessonsLeft.stream().limit(MOST_NAMED).toList();
      String detail = lessonsLeft.size() + " lessons are not named, among them ";
      refuse("/sections", "missing-lessons", detail + String.join(", ", some) + '.');
    }
    if (!defects.isEmpty()) {
      throw Problem.invalid(defects);
    }
  }

  private void refuse(String pointer, String code, String detail) {
    defects.add(Defect.at(pointer, code, "Refused: " + detail));
  }

  private static JsonObject section(String id, String title, JsonArray lessons) {
    return JsonObject.of("id", id, "title", title, "lessons", lessons);
  }

  /// UUIDs may be typed in upper case.
  private static String canonical(String id) {
    return id.toLowerCase(Locale.ROOT);
  }

  private static String newId() {
    return UuidCreator.getTimeOrderedEpoch().toString();
  }

  /// Whether there is anything to write.
  boolean isChange() {
    return !after.equals(before);
  }

  /// Sections in order, each with its id, its title and the ids of its lessons in order.
  JsonArray sections() {
    return after;
  }
}
