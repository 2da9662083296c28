package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class CorsTest {
  private static final String ALLOWED = "https://app.example.org";
  private static final String COURSES = Api.V1 + "/courses";

  private final Server server;

  CorsTest(Server server) {
    this.server = server;
  }

  @Test
  @Proves("2.3")
  void onlyPagesOfAListedOriginMayReadAnswers() {
    Map<String, String> settings = Map.of("allowed-origins", ALLOWED + ", http://localhost:5173");
    try (App app = server.another(settings)) {
      Api api = new Api("http://127.0.0.1:" + app.port());
      Api.Answer preflight = preflight(api, ALLOWED).is(204);
      assertEquals(ALLOWED, preflight.need("Access-Control-Allow-Origin"));
      assertTrue(preflight.need("Access-Control-Allow-Methods").contains("PATCH"));
      assertTrue(preflight.need("Access-Control-Allow-Headers").contains("Authorization"));
      assertEquals("600", preflight.need("Access-Control-Max-Age"));
      assertTrue(varies(preflight));
      Api.Answer read = api.get(COURSES, "Origin", ALLOWED).is(200);
      assertEquals(ALLOWED, read.need("Access-Control-Allow-Origin"));
      for (String exposed : List.of("ETag", "Location", "Link", "RateLimit")) {
        assertTrue(read.need("Access-Control-Expose-Headers").contains(exposed));
      }
      assertEquals(
          ALLOWED,
          api.get(COURSES + "?limit=0", "Origin", ALLOWED)
              .is(422)
              .need("Access-Control-Allow-Origin"));
      for (String other : List.of("https://evil.example", ALLOWED + ".evil.example", "null")) {
        hasNoOriginHeaders(preflight(api, other).is(204));
        hasNoOriginHeaders(api.get(COURSES, "Origin", other).is(200));
        assertTrue(varies(api.get(COURSES, "Origin", other)));
      }
    }
  }

  @Test
  void withoutTheSettingNoOriginIsNamed() {
    Api api = server.api();
    hasNoOriginHeaders(preflight(api, ALLOWED).is(204));
    hasNoOriginHeaders(api.get(COURSES, "Origin", ALLOWED).is(200));
  }

  private static Api.Answer preflight(Api api, String origin) {
    return api.send(
        "OPTIONS",
        COURSES,
        BodyPublishers.noBody(),
        "Origin",
        origin,
        "Access-Control-Request-Method",
        "GET");
  }

  private static boolean varies(Api.Answer answer) {
    return answer.response().headers().allValues("Vary").contains("Origin");
  }

  private static void hasNoOriginHeaders(Api.Answer answer) {
    assertTrue(
        answer.response().headers().map().keySet().stream()
            .noneMatch(name -> name.startsWith("access-control")),
        answer::toString);
    assertTrue(answer.header("Access-Control-Allow-Credentials").isEmpty());
  }
}
