package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class RateLimitTest {
  private static final String COURSES = Api.V1 + "/courses";
  private static final String COURSE = COURSES + "/learning-backend-from-first-principles";

  private final Server server;

  RateLimitTest(Server server) {
    this.server = server;
  }

  @Test
  @Proves("7.5")
  void aBudgetIsToldSpentByCostAndSharedByInstances() {
    awaitEarlyInTheWindow();
    // A quota of its own is a budget of its own: no other test spends it.
    Map<String, String> limited =
        Map.of("rate-limits", "on", "rate-per-caller", server == Server.PLATFORM ? "41" : "40");
    try (App one = server.another(limited);
        App two = server.another(limited)) {
      Api here = new Api("http://127.0.0.1:" + one.port());
      Api there = new Api("http://127.0.0.1:" + two.port());
      int before = remaining(here.get(COURSE).is(200));
      assertEquals(before - 2, remaining(here.get(COURSES).is(200)), "a list costs 2, a course 1");
      int left = before - 2;
      while (left > 10) {
        left = remaining(here.get(COURSE).is(200));
      }
      long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
      int seen = remaining(there.get(COURSE).is(200));
      while (seen > left && System.nanoTime() < end) {
        seen = remaining(there.get(COURSE));
      }
      assertTrue(seen <= left, seen + " left there, " + left + " here");
      Api.Answer refused = there.get(COURSE);
      while (refused.status() == 200 && System.nanoTime() < end) {
        refused = there.get(COURSE);
      }
      refused.problem(429, "too-many-requests");
      assertTrue(Integer.parseInt(refused.need("Retry-After")) <= 60);
      assertTrue(refused.need("RateLimit").matches("\"default\";r=0;t=\\d+"));
    }
  }

  /// A budget comes back with the next minute: the test must not stand across its turn.
  private static void awaitEarlyInTheWindow() {
    while (Instant.now().getEpochSecond() % 60 > 45) {
      Thread.onSpinWait();
    }
  }

  private static int remaining(Api.Answer answer) {
    String left = answer.need("RateLimit");
    assertTrue(answer.need("RateLimit-Policy").matches("\"default\";q=4[01];w=60"));
    return Integer.parseInt(left.replaceAll(".*;r=(\\d+);.*", "$1"));
  }
}
