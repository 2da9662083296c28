package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Server.class)
final class ProgressApiTest {
  private static final String COURSE = "/courses/learning-backend-from-first-principles";
  private static final String LESSON = COURSE + "/lessons/caching";

  private final Api api;
  private final Person ada;

  ProgressApiTest(Server server) {
    this.api = server.api();
    this.ada = Person.signedUp(api);
  }

  private Api.Answer put(Person person, String lesson, String status) {
    return person.put(COURSE + "/lessons/" + lesson + "/progress", of(status));
  }

  private static JsonObject of(String status) {
    return JsonObject.of("status", status);
  }

  @Test
  @Proves("1.7")
  void twoLearnersSeeTheSameLessonWithProgressOfTheirOwn() {
    Person ben = Person.signedUp(api);
    JsonObject done = put(ada, "caching", "completed").is(200).json();
    assertEquals("completed", done.getString("status"));
    assertEquals(14, done.getJsonObject("lesson").getInteger("number"));
    assertEquals(done, ada.get(LESSON + "/progress").is(200).json());
    JsonObject other = ben.get(LESSON + "/progress").is(200).json();
    assertEquals("not_started", other.getString("status"));
    assertEquals(ada.get(LESSON).is(200).text(), ben.get(LESSON).is(200).text());
    api.get(Api.V1 + LESSON + "/progress").problem(401, "unauthenticated");
  }

  @Test
  @Proves("13.3")
  void aStepThatTheStateDoesNotAllowIsRefused() {
    put(ada, "14", "in_progress").is(200);
    put(ada, "14", "not_started").is(200);
    put(ada, "14", "completed").is(200);
    put(ada, "14", "not_started").problem(409, "illegal-transition");
    assertEquals("completed", ada.get(LESSON + "/progress").json().getString("status"));
    JsonObject reopened = put(ada, "14", "in_progress").is(200).json();
    assertTrue(!reopened.containsKey("completedAt"), reopened::encode);
  }

  @Test
  void theSameStatusOnceMoreChangesNothing() {
    Api.Answer first = put(ada, "14", "completed").is(200);
    Api.Answer again = put(ada, "caching", "completed").is(200);
    assertEquals(first.text(), again.text());
    assertEquals(first.need("ETag"), again.need("ETag"));
    assertEquals(List.of("lesson.completed"), events());
    ada.get(LESSON + "/progress", "If-None-Match", first.need("ETag")).is(304);
  }

  @Test
  @Proves("13.4")
  void completingTwiceAtOnceHasOneEffectAndOneEvent() {
    List<CompletableFuture<Api.Answer>> all =
        IntStream.range(0, 20)
            .mapToObj(
                each ->
                    api.sendAsync(
                        "PUT",
                        Api.V1 + LESSON + "/progress",
                        BodyPublishers.ofString(of("completed").encode()),
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        "Bearer " + ada.session().getString("accessToken")))
            .toList();
    List<String> answers = all.stream().map(each -> each.join().is(200).text()).distinct().toList();
    assertEquals(1, answers.size(), answers::toString);
    assertEquals(List.of("lesson.completed"), events());
    put(ada, "14", "in_progress").is(200);
    assertEquals(List.of("lesson.completed", "lesson.reopened"), events());
  }

  @Test
  void aRefusedStepLeavesNoEvent() {
    put(ada, "14", "completed").is(200);
    put(ada, "14", "not_started").is(409);
    assertEquals(List.of("lesson.completed"), events());
  }

  @Test
  void theCourseCountsItsSections() {
    JsonObject before = ada.get(COURSE + "/progress").is(200).json();
    assertEquals(0, before.getInteger("percent"));
    assertEquals(31, before.getInteger("total"));
    assertEquals(12, before.getJsonArray("sections").size());
    for (int lesson = 1; lesson <= 30; lesson++) {
      put(ada, Integer.toString(lesson), "completed").is(200);
    }
    Api.Answer most = ada.get(COURSE + "/progress").is(200);
    assertEquals(96, most.json().getInteger("percent"));
    assertEquals(30, most.json().getInteger("completed"));
    put(ada, "31", "completed").is(200);
    Api.Answer all = ada.get(COURSE + "/progress").is(200);
    assertEquals(100, all.json().getInteger("percent"));
    assertNotEquals(most.need("ETag"), all.need("ETag"));
    for (JsonObject section : CoursesApiTest.objects(all.json(), "sections")) {
      assertEquals(section.getInteger("total"), section.getInteger("completed"));
      assertEquals(100, section.getInteger("percent"));
    }
  }

  @Test
  void whatCannotBeReadHasNoProgress() {
    ada.get("/courses/nothing-here/progress").problem(404, "not-found");
    put(ada, "nothing-here", "completed").problem(404, "not-found");
    put(ada, "99", "completed").problem(404, "not-found");
    assertEquals(List.of("/status unknown-value"), put(ada, "14", "done").is(422).defects());
    assertEquals(
        List.of("/status required", "/userId unknown-member"),
        ada.put(LESSON + "/progress", JsonObject.of("userId", "x")).is(422).defects());
  }

  private List<String> events() {
    return EventLogTest.events(ada, "lesson.%");
  }
}
