package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class ChainApiTest {
  private static final String COURSES = Api.V1 + "/courses";
  private static final String COURSE = COURSES + "/learning-backend-from-first-principles";
  private static final String ACCOUNTS = Api.V1 + "/accounts";
  private static final String UUID_V7 =
      "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
  private static final BodyPublisher NO_BODY = BodyPublishers.noBody();
  private static final BodyPublisher TOO_LARGE = BodyPublishers.ofByteArray(new byte[3_000_000]);

  private final Server server;
  private final Api api;

  ChainApiTest(Server server) {
    this.server = server;
    this.api = server.api();
  }

  @Test
  void ofSeveralReasonsToRefuseTheFirstIsTold() {
    String[] wrongTypes = {"Accept", "image/png", "Content-Type", "text/csv"};
    api.send("DELETE", Api.V1 + "/nothing", NO_BODY, wrongTypes).problem(404, "not-found");
    api.send("DELETE", ACCOUNTS, NO_BODY, wrongTypes).problem(405, "method-not-allowed");
    api.send("POST", ACCOUNTS, TOO_LARGE, wrongTypes).problem(406, "not-acceptable");
    api.send("POST", ACCOUNTS, TOO_LARGE, "Content-Type", "text/csv")
        .problem(415, "unsupported-media-type");
    api.send("POST", ACCOUNTS, TOO_LARGE, "Content-Type", "application/json")
        .problem(413, "content-too-large");
    api.send(
            "POST",
            ACCOUNTS,
            BodyPublishers.ofString("{"),
            "Content-Type",
            "application/json",
            "Idempotency-Key",
            "not allowed")
        .problem(400, "malformed-request");
    api.post(ACCOUNTS, new JsonObject()).problem(422, "invalid-request");
  }

  @Test
  @Proves("2.2")
  void aKnownPathSaysWhichMethodsItHas() {
    assertEquals(Set.of("GET", "HEAD", "OPTIONS", "POST"), allowed("DELETE", COURSES, 405));
    assertEquals(Set.of("GET", "HEAD", "OPTIONS", "POST"), allowed("OPTIONS", COURSES, 204));
    Set<String> ofLesson = Set.of("GET", "HEAD", "OPTIONS", "PATCH", "DELETE");
    assertEquals(ofLesson, allowed("POST", COURSE + "/lessons/2", 405));
    assertEquals(ofLesson, allowed("OPTIONS", COURSE + "/lessons/2", 204));
    assertEquals(Set.of("OPTIONS", "POST"), allowed("GET", ACCOUNTS, 405));
    assertEquals(Set.of("OPTIONS", "POST"), allowed("HEAD", ACCOUNTS, 405));
    assertEquals(Set.of("OPTIONS", "POST"), allowed("OPTIONS", ACCOUNTS, 204));
    for (String method : List.of("BREW", "TRACE", "get", "PROPFIND")) {
      api.send(method, COURSES, NO_BODY).problem(501, "not-implemented");
    }
  }

  private Set<String> allowed(String method, String path, int status) {
    Api.Answer answer = api.send(method, path, NO_BODY).is(status);
    assertEquals(status == 204 || method.equals("HEAD"), answer.text().isEmpty());
    return new TreeSet<>(List.of(answer.need("Allow").split(", ", -1)));
  }

  @Test
  void headIsAnsweredLikeGetOnErrorsToo() {
    for (String path : List.of(COURSES + "?limit=0", COURSE + "/lessons/99", "/nothing")) {
      Api.Answer get = api.get(path);
      Api.Answer head = api.head(path).is(get.status());
      assertEquals("", head.text());
      assertEquals(get.need("Content-Type"), head.need("Content-Type"));
      assertEquals(get.need("Content-Length"), head.need("Content-Length"));
    }
  }

  @Test
  @Proves("3.8")
  void aTrailingSlashIsMovedAway() {
    assertEquals(COURSES + "?limit=1&sort=title", moved(COURSES + "/?limit=1&sort=title"));
    assertEquals(COURSE + "/lessons/2", moved(COURSE + "/lessons/2/"));
    assertEquals("/docs", moved("/docs/"));
    assertEquals(
        ACCOUNTS,
        api.send("POST", ACCOUNTS + "/", BodyPublishers.ofString("{}")).is(308).need("Location"));
  }

  @Test
  @Proves("3.8")
  void upperCaseIsMovedToLowerCaseWhereThePathIsFixed() {
    assertEquals(COURSES + "?Q=%20A", moved("/API/V1/Courses?Q=%20A"));
    assertEquals(
        COURSES + "/Some-Slug/lessons/X%2dY", moved("/api/v1/courses/Some-Slug/LESSONS/X%2dY"));
    assertEquals("/openapi.yaml", moved("/OpenAPI.yaml"));
    api.get(COURSES + "/Some-Slug").problem(404, "not-found");
  }

  private String moved(String path) {
    Api.Answer answer = api.get(path).is(308);
    assertEquals("", answer.text());
    api.get(answer.need("Location"));
    return answer.need("Location");
  }

  @Test
  @Proves("7.3")
  void everyAnswerCarriesTheSecurityHeaders() {
    String etag = api.get(COURSE).need("ETag");
    List<Api.Answer> answers =
        List.of(
            api.get(COURSE).is(200),
            api.head(COURSE).is(200),
            api.send("OPTIONS", COURSES, NO_BODY).is(204),
            api.get(COURSE, "If-None-Match", etag).is(304),
            api.get(COURSES + "/").is(308),
            api.get(COURSES + "?limit=x").is(400),
            api.get(COURSES + "/..").is(400),
            api.get(Api.V1 + "/nothing").is(404),
            api.get("/nothing", "Accept", "text/html").is(404),
            api.get(ACCOUNTS).is(405),
            api.get(COURSES, "Accept", "image/png").is(406),
            api.send("POST", ACCOUNTS, TOO_LARGE, "Content-Type", "application/json").is(413),
            api.send("POST", ACCOUNTS, NO_BODY).is(415),
            api.get(COURSES + "?limit=0").is(422),
            api.send("BREW", COURSES, NO_BODY).is(501),
            api.get("/version").is(200),
            api.get("/docs").is(200));
    answers.forEach(ChainApiTest::hasSecurityHeaders);
  }

  static void hasSecurityHeaders(Api.Answer answer) {
    assertEquals("nosniff", answer.need("X-Content-Type-Options"));
    String policy = answer.need("Content-Security-Policy");
    assertTrue(policy.contains("default-src 'none'"), policy);
    assertTrue(policy.contains("frame-ancestors 'none'"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    assertEquals("no-referrer", answer.need("Referrer-Policy"));
    assertFalse(answer.need("Permissions-Policy").isEmpty());
    assertEquals("same-origin", answer.need("Cross-Origin-Opener-Policy"));
    assertEquals("same-origin", answer.need("Cross-Origin-Resource-Policy"));
    assertTrue(answer.header("Server").isEmpty());
    assertEquals(1, answer.response().headers().allValues("X-Request-Id").size());
  }

  @Test
  @Proves("1.5")
  void everyAnswerSaysWhereItsTimeWent() {
    for (String path : List.of(COURSE, COURSES + "?limit=0", "/nothing", "/version")) {
      String timing = api.get(path).need("Server-Timing");
      String milliseconds = "dur=[0-9]+\\.[0-9]{1,2}";
      assertTrue(
          timing.matches("app;M, db;M;desc=\"[0-9]+\", serialize;M".replace("M", milliseconds)),
          timing);
    }
  }

  @Test
  void aWellFormedRequestIdIsTaken() {
    for (String id :
        List.of("12345678", "Az09._-Az", "x".repeat(64), UUID.randomUUID().toString())) {
      assertEquals(id, api.get(COURSE, "X-Request-Id", id).need("X-Request-Id"));
      Api.Answer refused = api.get(Api.V1 + "/nothing", "X-Request-Id", id);
      assertEquals(id, refused.need("X-Request-Id"));
      assertEquals(id, refused.json().getString("requestId"));
    }
  }

  @Test
  void anyOtherRequestIdIsReplaced() {
    for (String id :
        List.of(
            "1234567",
            "x".repeat(65),
            "x".repeat(10_000),
            "with space",
            "semi;colon",
            "ümlaute-ü")) {
      Api.Answer refused = api.get(Api.V1 + "/nothing", "X-Request-Id", id).is(404);
      assertNotEquals(id, refused.need("X-Request-Id"));
      assertTrue(refused.need("X-Request-Id").matches(UUID_V7), refused.need("X-Request-Id"));
      assertEquals(refused.need("X-Request-Id"), refused.json().getString("requestId"));
    }
    String twice =
        api.get(COURSE, "X-Request-Id", "first-id", "X-Request-Id", "second-id")
            .need("X-Request-Id");
    assertTrue(twice.matches(UUID_V7), twice);
  }

  @Test
  void aProblemIsAProblemWhateverTheClientAccepts() {
    for (String accept : List.of("text/html", "text/markdown", "application/json", "*/*;q=0")) {
      Api.Answer answer = api.get(Api.V1 + "/nothing", "Accept", accept).problem(404, "not-found");
      assertEquals("application/problem+json", answer.need("Content-Type"));
    }
    assertEquals(
        "application/problem+json",
        api.get(COURSE + "x", "Accept", "text/markdown")
            .problem(404, "not-found")
            .need("Content-Type"));
  }

  @Test
  @Proves("18.1")
  void aProblemSaysAllThatIsKnownOfIt() {
    List<Api.Answer> problems =
        List.of(
            api.get(COURSES + "?limit=x"),
            api.get(Api.V1 + "/nothing"),
            api.get(ACCOUNTS),
            api.get(COURSES, "Accept", "image/png"),
            api.send("POST", ACCOUNTS, NO_BODY),
            api.post(ACCOUNTS, new JsonObject()),
            api.send("BREW", COURSES, NO_BODY));
    for (Api.Answer answer : problems) {
      JsonObject problem = answer.json();
      assertEquals(answer.status(), problem.getInteger("status"));
      assertEquals(answer.response().uri().getPath(), problem.getString("instance"));
      assertEquals(answer.need("X-Request-Id"), problem.getString("requestId"));
      assertFalse(problem.getString("detail").isEmpty());
      String page = api.get(problem.getString("type"), "Accept", "text/html").is(200).text();
      assertTrue(page.contains(problem.getString("title")), page);
    }
  }

  @Test
  void aConnectionServesManyRequests() {
    try (Wire wire = new Wire(server.port())) {
      String request = Wire.head("GET /version HTTP/1.1", "Host: principia");
      Wire.Answer first = wire.send(request).read();
      Wire.Answer missing = wire.send(Wire.head("GET /nothing HTTP/1.1", "Host: principia")).read();
      Wire.Answer again = wire.send(request + request).read();
      assertEquals(200, first.status());
      missing.problem(404, "not-found");
      assertEquals(first.body(), again.body());
      assertEquals(first.body(), wire.read().body());
    }
  }
}
