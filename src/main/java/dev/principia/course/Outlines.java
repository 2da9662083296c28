package dev.principia.course;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;

/// A stored course as an outline.
final class Outlines {
  private Outlines() {}

  /// Nobody's ticks.
  static Outline of(Course course) {
    return of(course, Set.of());
  }

  /// @param done numbers of the lessons whose boxes are ticked
  static Outline of(Course course, Set<Integer> done) {
    JsonObject json = course.head();
    return new Outline(
        json.getString("title"),
        json.getString("summary"),
        sections(course, done),
        stored(json.getJsonArray("resources")),
        course.description());
  }

  private static List<Outline.Section> sections(Course course, Set<Integer> done) {
    return sections(course).stream()
        .map(each -> new Outline.Section(each.getString("title"), items(each, done)))
        .toList();
  }

  /// The outline as the contract shows it.
  static List<JsonObject> sections(Course course) {
    return objects(new JsonArray(course.sections()));
  }

  private static List<Outline.Item> items(JsonObject section, Set<Integer> done) {
    return objects(section.getJsonArray("lessons")).stream()
        .map(each -> item(each.getInteger("number"), each.getString("title"), done))
        .toList();
  }

  private static Outline.Item item(int number, String title, Set<Integer> done) {
    return new Outline.Item(number, title, done.contains(number));
  }

  static List<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast).toList();
  }

  /// Resources as the contract shows them: jsonb keeps no order of members.
  static JsonArray resources(JsonArray stored) {
    return json(stored(stored));
  }

  static List<Resource> stored(JsonArray resources) {
    return objects(resources).stream()
        .map(each -> new Resource(each.getString("title"), each.getString("url")))
        .toList();
  }

  static JsonArray json(List<Resource> resources) {
    return new JsonArray(
        resources.stream()
            .map(each -> JsonObject.of("title", each.title(), "url", each.url()))
            .toList());
  }
}
