package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Progress against a recount by the test itself, while lessons come, move and go.
@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class RecountTest {
  private static final int STEPS = 120;
  private static final String[] ANY = {"If-Match", "*"};

  private final Person ada;
  private final String course;
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final Set<String> done = new HashSet<>();

  RecountTest(Server server) {
    this.ada = Person.signedUp(server.api());
    String title = "Recount " + ada.id();
    String slug =
        ada.post("/courses", JsonObject.of("title", title)).is(201).json().getString("slug");
    this.course = "/courses/" + slug;
  }

  @Test
  void percentagesAreARecountWhateverHappensToTheOutline() {
    for (int step = 0; step < STEPS; step++) {
      List<JsonObject> lessons = lessons();
      if (lessons.size() < 3) {
        add();
      } else {
        change(lessons.get(random.nextInt(lessons.size())).getString("id"));
      }
      assertRecount("seed " + seed + " step " + step);
    }
  }

  private void change(String lesson) {
    switch (random.nextInt(6)) {
      case 0 -> add();
      case 1 -> {
        ada.delete(course + "/lessons/" + lesson, ANY).is(204);
        done.remove(lesson);
      }
      case 2 -> move();
      case 3 -> put(lesson, "in_progress");
      default -> put(lesson, "completed");
    }
  }

  private void add() {
    ada.post(course + "/lessons", JsonObject.of("title", "Lesson")).is(201);
  }

  private void put(String lesson, String status) {
    ada.put(course + "/lessons/" + lesson + "/progress", JsonObject.of("status", status)).is(200);
    if (status.equals("completed")) {
      done.add(lesson);
    } else {
      done.remove(lesson);
    }
  }

  /// All lessons in any order, in one to three sections.
  private void move() {
    List<String> ids =
        new ArrayList<>(lessons().stream().map(each -> each.getString("id")).toList());
    Collections.shuffle(ids, random);
    int sections = 1 + random.nextInt(3);
    JsonArray outline = new JsonArray();
    for (int section = 0; section < sections; section++) {
      outline.add(JsonObject.of("title", "Section " + section, "lessons", new JsonArray()));
    }
    for (String id : ids) {
      outline.getJsonObject(random.nextInt(sections)).getJsonArray("lessons").add(id);
    }
    ada.put(course + "/outline", JsonObject.of("sections", outline), ANY).is(200);
  }

  private List<JsonObject> sections() {
    return CoursesApiTest.objects(ada.get(course).is(200).json(), "sections");
  }

  private List<JsonObject> lessons() {
    return sections().stream()
        .flatMap(section -> CoursesApiTest.objects(section, "lessons").stream())
        .toList();
  }

  private void assertRecount(String when) {
    JsonArray expected = new JsonArray();
    int completed = 0;
    int total = 0;
    for (JsonObject section : sections()) {
      List<JsonObject> lessons = CoursesApiTest.objects(section, "lessons");
      int here = (int) lessons.stream().filter(each -> done.contains(each.getString("id"))).count();
      expected.add(
          counted(here, lessons.size())
              .put("id", section.getString("id"))
              .put("title", section.getString("title")));
      completed += here;
      total += lessons.size();
    }
    JsonObject all = counted(completed, total).put("sections", expected);
    assertEquals(all, ada.get(course + "/progress").is(200).json(), when);
  }

  private static JsonObject counted(int completed, int total) {
    int percent = total == 0 ? 0 : completed * 100 / total;
    return JsonObject.of("percent", percent, "completed", completed, "total", total);
  }
}
