package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// `principia live` as a client of its own: it comes back after whatever happens.
final class LiveCommandTest {
  private static final Duration SOON = Duration.ofSeconds(50);
  private static final JsonObject DONE = JsonObject.of("status", "completed");
  private static final JsonObject AGAIN = JsonObject.of("status", "in_progress");

  private final Person ada = Person.signedUp(Server.EVENT_LOOP.api());
  private final String slug = course();
  private final String progress = "/courses/" + slug + "/lessons/1/progress";

  private String course() {
    JsonObject title = JsonObject.of("title", "Followed " + UUID.randomUUID());
    String fresh = ada.post("/courses", title).is(201).json().getString("slug");
    ada.post("/courses/" + fresh + "/lessons", JsonObject.of("title", "One")).is(201);
    return fresh;
  }

  private Program follow(int port, String... more) {
    List<String> words =
        new java.util.ArrayList<>(List.of("live", slug, "--url", "http://127.0.0.1:" + port));
    words.addAll(Arrays.asList(more));
    Map<String, String> environment =
        Map.of("PRINCIPIA_TOKEN", ada.session().getString("accessToken"));
    return Program.start(environment, words.toArray(new String[0]));
  }

  @Test
  @Proves("21.4")
  void itMissesNothingAcrossARestartOfItsServer() {
    App first = Server.EVENT_LOOP.another(Map.of());
    int port = first.port();
    try (Program program = follow(port)) {
      program.awaitPrinted("(following)");
      ada.put(progress, DONE).is(200);
      program.awaitPrinted("(lesson.completed)");
      first.close();
      program.awaitPrinted("closed with (1001)");
      ada.put(progress, AGAIN).is(200);
      try (App second = Server.EVENT_LOOP.another(Map.of("port", Integer.toString(port)))) {
        program.awaitPrinted("(lesson.reopened)");
        ada.put(progress, DONE).is(200);
        Until.within(SOON, "three", () -> types(program).size() == 3);
        assertEquals(second.port(), port);
      }
      assertEquals(
          List.of("lesson.completed", "lesson.reopened", "lesson.completed"), types(program));
    }
  }

  @Test
  @Proves("26.5")
  void aProcessThatIsStoppedIsClosedAndGoesOnWhereItWas() {
    try (App app = Server.EVENT_LOOP.another(Map.of("live-heartbeat", "500"));
        Program program = follow(app.port())) {
      Api management = Api.on(app.managementPort());
      program.awaitPrinted("(following)");
      ada.put(progress, DONE).is(200);
      program.awaitPrinted("(lesson.completed)");
      program.signal("STOP");
      Until.within(
          SOON,
          "closed",
          () -> LiveSlowTest.figure(management, "live_closed_total{reason=\"silent\"}") == 1);
      Until.within(
          SOON,
          "freed",
          () -> LiveSlowTest.figure(management, "live_connections{kind=\"websocket\"}") == 0);
      ada.put(progress, AGAIN).is(200);
      program.signal("CONT");
      program.awaitPrinted("(lesson.reopened)");
      assertEquals(List.of("lesson.completed", "lesson.reopened"), types(program));
    }
  }

  @Test
  void whatTheAccountMayNotFollowEndsIt() {
    Person eve = Person.signedUp(Server.EVENT_LOOP.api());
    Map<String, String> environment =
        Map.of("PRINCIPIA_TOKEN", eve.session().getString("accessToken"));
    String url = "http://127.0.0.1:" + Server.EVENT_LOOP.port();
    try (Program program = Program.start(environment, "live", slug, "--url", url)) {
      assertEquals(Main.FAILED, program.awaitExit(), program::output);
    }
  }

  private static List<String> types(Program program) {
    return program
        .output()
        .lines()
        .filter(line -> line.matches("^[0-9-]+T\\S+ [a-z]+\\.[a-z]+ .*"))
        .map(line -> line.split(" ", 3)[1])
        .toList();
  }
}
