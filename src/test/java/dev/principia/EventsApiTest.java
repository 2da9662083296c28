package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The log by request: in order, to whom it concerns, and from where one was.
@ParameterizedClass
@EnumSource(Server.class)
final class EventsApiTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String[] ANY = {"If-Match", "*"};
  private static final String LESSON = "/courses/learning-backend-from-first-principles/lessons/4";

  private final Server server;
  private final Api api;
  private final Person ada;

  EventsApiTest(Server server) {
    this.server = server;
    this.api = server.api();
    this.ada = Person.signedUp(api);
  }

  @Test
  void pagesGoOnWhereTheLastOneEndedAlsoWhenThereWasNothing() {
    String start = end();
    String course = course(ada, "private");
    ada.put(LESSON + "/progress", JsonObject.of("status", "completed")).is(200);
    for (int i = 0; i < 5; i++) {
      change(ada, course, "Text " + i);
    }
    List<String> types = new ArrayList<>();
    String after = start;
    for (JsonObject page = page(ada, "?limit=3&after=" + start);
        !page.getJsonArray("items").isEmpty();
        page = page(ada, "?limit=3&after=" + after)) {
      types.addAll(words(page, "type"));
      after = page.getString("nextCursor");
    }
    types.removeIf(type -> !type.startsWith("lesson") && !type.equals("course.updated"));
    assertTrue(types.contains("lesson.completed"));
    assertEquals(types.size(), 1 + types.stream().filter("course.updated"::equals).count());
    JsonObject own = page(ada, "?after=" + start + "&types=course.updated&course=" + course);
    assertEquals(6, own.getJsonArray("items").size());
    List<Long> sequences = words(own, "sequence").stream().map(Long::valueOf).toList();
    assertEquals(sequences.stream().sorted().distinct().toList(), sequences);
    JsonObject first = own.getJsonArray("items").getJsonObject(0);
    assertEquals(true, first.getBoolean("own"));
    assertEquals(course, first.getJsonObject("data").getJsonObject("course").getString("slug"));
    String later = page(ada, "?after=" + after).getString("nextCursor");
    assertTrue(Long.parseLong(later) >= Long.parseLong(after));
  }

  @Test
  void whatIsNoPositionIsRefused() {
    assertEquals(
        List.of("after malformed"),
        ada.get("/events?after=abc").problem(400, "malformed-request").defects());
    ada.get("/events?after=-1").problem(400, "malformed-request");
    ada.get("/events?after=" + Long.MAX_VALUE).problem(422, "invalid-request");
    ada.get("/events?limit=0").problem(422, "invalid-request");
    assertEquals(
        List.of("types unknown-value"),
        ada.get("/events?types=note.updated,nothing").problem(422, "invalid-request").defects());
    ada.get("/events/stream?after=abc").problem(400, "malformed-request");
    ada.get("/events/stream", "Last-Event-ID", "x").problem(400, "malformed-request");
    api.get(Api.V1 + "/events").problem(401, "unauthenticated");
  }

  @Test
  void everybodySeesWhatTheyDidAndWhatHappensToCoursesThatTheyMayRead() {
    Person bob = Person.signedUp(api);
    String start = end();
    String course = course(ada, "private");
    ada.put(
            "/courses/" + course + "/lessons/1/note",
            JsonObject.of("body", "B"),
            "If-None-Match",
            "*")
        .is(201);
    List<String> all = List.of("course.created", "course.updated");
    assertEquals(
        List.of("course.created", "course.updated", "note.created"), seen(ada, start, course));
    assertEquals(List.of(), words(page(bob, "?types=note.created&after=" + start), "id"));
    assertEquals(List.of(), seen(bob, start, course));
    assertEquals(List.of(), seen(AdminApiTest.administrator(api), start, course));
    member(bob, course);
    assertEquals(all, seen(bob, start, course));
    assertEquals(List.of(), words(page(bob, "?types=note.created&after=" + start), "id"));
    assertEquals(
        List.of("false", "false"),
        words(page(bob, "?course=" + course + "&after=" + start), "own"));
    ada.delete("/courses/" + course + "/members/" + bob.id(), ANY).is(204);
    assertEquals(List.of(), seen(bob, start, course));
    ada.patch("/courses/" + course, JsonObject.of("visibility", "public"), ANY).is(200);
    assertEquals(3, seen(bob, start, course).size());
    ada.delete("/courses/" + course, ANY).is(204);
    assertEquals(List.of("course.deleted"), seen(bob, start, course));
    assertTrue(seen(ada, start, course).containsAll(all));
  }

  @Test
  void aPollWaitsUntilSomethingHappens() {
    String start = end();
    CompletableFuture<Api.Answer> poll =
        api.sendAsync(
            "GET",
            Api.V1 + "/events?after=" + start,
            BodyPublishers.noBody(),
            ada.signed("Prefer", "respond-async, wait=\"60\""));
    Until.within(SOON, "the poll waits", () -> waiting() >= 1);
    ada.put(LESSON + "/progress", JsonObject.of("status", "completed")).is(200);
    Api.Answer answer = poll.join().is(200);
    assertEquals("wait=14", answer.need("Preference-Applied"), "the deadline is in 15 s");
    assertTrue(words(answer.json(), "type").contains("lesson.completed"), answer::text);
    Until.within(SOON, "nobody waits", () -> waiting() == 0);
  }

  @Test
  void aPollIsOverWhenItsTimeIs() {
    Api.Answer answer = ada.get("/events?after=" + end(), "Prefer", "wait=1").is(200);
    assertEquals(new JsonArray(), answer.json().getJsonArray("items"));
    assertEquals("wait=1", answer.need("Preference-Applied"));
    assertTrue(
        ada.get("/events", "Prefer", "wait=x").is(200).header("Preference-Applied").isEmpty());
  }

  @Test
  void whoWasAwayForLongerThanEventsAreKeptIsToldSo() throws SQLException {
    String url = Services.shared().emptyDatabase();
    Map<String, String> settings = Map.of("postgres-url", url, "roles", "web");
    try (Database database = new Database(Services.shared().config(settings))) {
      database.migrate();
    }
    try (App app = server.another(settings);
        Connection connection = Services.connect(url);
        Statement statement = connection.createStatement()) {
      Person eve = Person.signedUp(Api.on(app.port()));
      String end = page(eve, "").getString("nextCursor");
      statement.execute("update event_order set dropped = " + end);
      long gone = Long.parseLong(end) - 1;
      for (String path : List.of("/events?types=note.created&after=", "/events/stream?after=")) {
        Api.Answer refused = eve.get(path + gone).problem(410, "events-expired");
        assertTrue(refused.need("Link").contains("?after=" + end), refused.need("Link"));
      }
      eve.get("/events?after=" + end).is(200);
      eve.get("/events").is(200);
    }
  }

  private long waiting() {
    return server
        .management()
        .get("/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith("event_followers{kind=\"long-poll\"}"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' '))))
        .sum();
  }

  /// Others have left many events that everybody sees.
  private String end() {
    JsonObject page = page(ada, "?limit=100");
    while (!page.getJsonArray("items").isEmpty()) {
      page = page(ada, "?limit=100&after=" + page.getString("nextCursor"));
    }
    return page.getString("nextCursor");
  }

  private static JsonObject page(Person person, String query) {
    return person.get("/events" + query).is(200).json();
  }

  private static List<String> seen(Person person, String after, String course) {
    return words(page(person, "?after=" + after + "&course=" + course), "type");
  }

  private static List<String> words(JsonObject page, String member) {
    return page.getJsonArray("items").stream()
        .map(each -> ((JsonObject) each).getValue(member).toString())
        .toList();
  }

  private void member(Person person, String course) {
    ada.put("/courses/" + course + "/members/" + person.id(), JsonObject.of("role", "viewer"))
        .is(200);
  }

  static void change(Person person, String course, String summary) {
    person.patch("/courses/" + course, JsonObject.of("summary", summary), ANY).is(200);
  }

  /// The slug of a new course with a lesson: an event, and another one.
  static String course(Person person, String visibility) {
    JsonObject course = JsonObject.of("title", "Events " + person.id(), "visibility", visibility);
    String slug = person.post("/courses", course).is(201).json().getString("slug");
    person.post("/courses/" + slug + "/lessons", JsonObject.of("title", "One")).is(201);
    return slug;
  }
}
