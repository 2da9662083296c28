package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What is kept, for whom, and until when.
@ParameterizedClass
@EnumSource(Server.class)
final class CachingApiTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration ONE_SECOND = Duration.ofSeconds(1);
  private static final String ANY = "*";
  private static final String PUBLIC = "public, max-age=60, stale-while-revalidate=300";
  private static final String OWN = "private, no-cache";
  private static final String HIT = "principia-l1; hit";
  private static final String STORED = "principia-l1; fwd=miss; stored";

  private final Server server;
  private final Api api;
  private final Person ada;

  CachingApiTest(Server server) {
    this.server = server;
    this.api = server.api();
    this.ada = Person.signedUp(api);
  }

  @Test
  @Proves("14.1")
  void sharedCachesMayKeepWhatAnonymousReadersGetAndNothingElse() {
    String course = publicCourse();
    for (String path : List.of("/courses", course, course + "/lessons/1")) {
      Api.Answer anonymous = api.get(Api.V1 + path).is(200);
      assertEquals(PUBLIC, anonymous.need("Cache-Control"), path);
      Api.Answer own = ada.get(path).is(200);
      assertEquals(OWN, own.need("Cache-Control"), path);
      for (Api.Answer each : List.of(anonymous, own)) {
        String vary = String.join(", ", each.response().headers().allValues("Vary"));
        assertTrue(vary.contains("Authorization, Cookie, X-API-Key"), vary);
      }
    }
    assertEquals(OWN, ada.get("/me").is(200).need("Cache-Control"));
    assertEquals(OWN, ada.get("/notes").is(200).need("Cache-Control"));
    assertEquals(OWN, api.get(Api.V1 + "/courses/nothing").is(404).need("Cache-Control"));
    assertEquals(OWN, api.get(Api.V1 + "/me").is(401).need("Cache-Control"));
    Api.Answer session = Person.signIn(api, ada.email(), Person.PASSWORD).is(201);
    assertEquals("no-store", session.need("Cache-Control"));
  }

  @Test
  @Proves("14.2")
  void theAnswerSaysWhereItComesFrom() {
    String course = publicCourse();
    for (String path : List.of(course, course + "/lessons/1")) {
      Api.Answer made = api.get(Api.V1 + path).is(200);
      assertEquals(STORED, made.need("Cache-Status"));
      Api.Answer kept = api.get(Api.V1 + path).is(200);
      assertEquals(HIT, kept.need("Cache-Status"));
      assertEquals(made.text(), kept.text());
      assertEquals(made.need("ETag"), kept.need("ETag"));
      assertEquals(0, statements(kept));
      assertEquals(HIT, ada.get(path).is(200).need("Cache-Status"));
      api.get(Api.V1 + path, "If-None-Match", kept.need("ETag")).is(304);
    }
  }

  @Test
  @Proves("14.2")
  void whatOneInstanceHasMadeAnotherFindsInRedis() {
    try (App other = server.another(Map.of("roles", "web"))) {
      Until.within(SOON, "found in Redis", () -> isFoundInRedis(Api.on(other.port())));
    }
  }

  @Test
  @Proves("14.3")
  void aLessonThatWasRenamedOnOneInstanceIsRenamedOnTheOthersWithinASecond() {
    String lesson = publicCourse() + "/lessons/1";
    try (App other = server.another(Map.of("roles", "web"))) {
      Api there = Api.on(other.port());
      for (int round = 1; round <= 3; round++) {
        String title = "Renamed " + round;
        there.get(Api.V1 + lesson).is(200);
        api.get(Api.V1 + lesson).is(200);
        ada.patch(lesson, JsonObject.of("title", title), "If-Match", ANY).is(200);
        assertEquals(title, title(api, lesson), "one's own write");
        Until.within(ONE_SECOND, title, () -> title(there, lesson).equals(title));
      }
    }
  }

  @Test
  void aCourseThatIsNoLongerPublicIsGoneAtOnce() {
    String course = publicCourse();
    try (App other = server.another(Map.of("roles", "web"))) {
      Api there = Api.on(other.port());
      for (Api each : List.of(api, there)) {
        each.get(Api.V1 + course).is(200);
        each.get(Api.V1 + course + "/lessons/1").is(200);
      }
      ada.patch(course, JsonObject.of("visibility", "private"), "If-Match", ANY).is(200);
      api.get(Api.V1 + course).is(404);
      api.get(Api.V1 + course + "/lessons/1").is(404);
      Until.within(ONE_SECOND, "404", () -> there.get(Api.V1 + course).status() == 404);
      there.get(Api.V1 + course + "/lessons/1").is(404);
      ada.get(course).is(200);
      ada.patch(course, JsonObject.of("visibility", "public"), "If-Match", ANY).is(200);
      api.get(Api.V1 + course).is(200);
      api.get(Api.V1 + course + "/lessons/1").is(200);
      ada.delete(course, "If-Match", ANY).is(204);
      api.get(Api.V1 + course).is(404);
      ada.get(course).is(404);
    }
  }

  @Test
  void aPrivateCourseIsNeverKept() {
    String course = course("private");
    for (int i = 0; i < 2; i++) {
      Api.Answer own = ada.get(course).is(200);
      assertEquals("principia-l1; fwd=bypass", own.need("Cache-Status"));
      assertEquals(OWN, own.need("Cache-Control"));
      assertEquals(1, statements(own));
      ada.get(course + "/lessons/1").is(200);
      Person.signedUp(api).get(course).is(404);
      api.get(Api.V1 + course).is(404);
      api.get(Api.V1 + course + "/lessons/1").is(404);
    }
  }

  @Test
  @Proves("14.5")
  void thatThereIsNothingIsKnownUntilThereIsSomething() {
    String slug = "cached-" + UUID.randomUUID();
    String path = Api.V1 + "/courses/" + slug;
    assertEquals(STORED, api.get(path).is(404).need("Cache-Status"));
    Api.Answer again = api.get(path).is(404);
    assertEquals(HIT, again.need("Cache-Status"));
    assertEquals(0, statements(again));
    ada.get("/courses/" + slug).is(404);
    JsonObject course = JsonObject.of("title", slug, "visibility", "public");
    assertEquals(slug, ada.post("/courses", course).is(201).json().getString("slug"));
    api.get(path).is(200);
  }

  @Test
  @Proves("14.4")
  void ofFiveHundredWhoMissAtOnceOneAsksTheDatabase() {
    String course = publicCourse();
    List<CompletableFuture<Api.Answer>> burst =
        Stream.generate(() -> api.sendAsync("GET", Api.V1 + course, BodyPublishers.noBody()))
            .limit(500)
            .toList();
    List<Api.Answer> answers = burst.stream().map(CompletableFuture::join).toList();
    answers.forEach(each -> each.is(200));
    assertEquals(1, answers.stream().filter(each -> statements(each) == 1).count());
    assertEquals(499, answers.stream().filter(each -> statements(each) == 0).count());
  }

  @Test
  @Proves("14.5")
  void administratorsSeeHowTheCachesDo() {
    Map<String, String> small = Map.of("roles", "web", "cache-size", "20000");
    try (App app = server.another(small)) {
      Api there = Api.on(app.port());
      for (int i = 0; i < 20; i++) {
        String course = publicCourse();
        there.get(Api.V1 + course).is(200);
        there.get(Api.V1 + course).is(200);
      }
      Until.within(SOON, "evictions", () -> figures(there).getInteger("evictions") > 0);
      JsonObject figures = figures(there);
      assertTrue(figures.getInteger("hits") > 0, figures::encode);
      assertTrue(figures.getInteger("misses") >= 20, figures::encode);
      assertTrue(figures.getInteger("bytes") <= 10_000, figures::encode);
      double ratio = figures.getDouble("hitRatio");
      assertTrue(ratio > 0 && ratio < 1, figures::encode);
      String meters = Api.on(app.managementPort()).get("/metrics").text();
      assertTrue(meters.contains("cache_hits_total{cache=\"courses\"}"), meters);
      assertTrue(meters.contains("cache_bytes{cache=\"courses\"}"), meters);
    }
  }

  @Test
  void switchedOffNothingIsKept() {
    String course = publicCourse();
    try (App app = server.another(Map.of("roles", "web", "cache", "off"))) {
      Api there = Api.on(app.port());
      for (int i = 0; i < 2; i++) {
        assertEquals(1, statements(there.get(Api.V1 + course).is(200)));
      }
    }
  }

  /// The first answer is left in Redis without being waited for.
  private boolean isFoundInRedis(Api there) {
    String course = publicCourse();
    String made = api.get(Api.V1 + course).is(200).text();
    Api.Answer found = there.get(Api.V1 + course).is(200);
    assertEquals(made, found.text());
    return statements(found) == 0
        && found.need("Cache-Status").equals("principia-l2; hit, principia-l1; fwd=miss; stored");
  }

  private static JsonObject figures(Api there) {
    Services services = Services.shared();
    Api.Answer session =
        Person.signIn(
            there, services.credential("admin", "email"), services.credential("admin", "password"));
    Person admin = new Person(there, "admin", session.is(201).json());
    return admin.get("/admin/caches").is(200).json().getJsonArray("items").getJsonObject(0);
  }

  private static String title(Api where, String lesson) {
    return where.get(Api.V1 + lesson).is(200).json().getString("title");
  }

  private static int statements(Api.Answer answer) {
    return Api.statements(answer.need("Server-Timing"));
  }

  private String publicCourse() {
    return course("public");
  }

  /// The path of a new course with one lesson.
  private String course(String visibility) {
    JsonObject body = JsonObject.of("title", "Cached " + UUID.randomUUID());
    String slug =
        ada.post("/courses", body.put("visibility", visibility)).is(201).json().getString("slug");
    String path = "/courses/" + slug;
    ada.post(path + "/lessons", JsonObject.of("title", "One")).is(201);
    return path;
  }
}
