package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// A server that waits half a second for a head whose bytes trickle in.
@ParameterizedClass
@EnumSource(Server.class)
@Execution(ExecutionMode.CONCURRENT)
final class SlowHeadTest {
  private static final String BEGUN = "GET /version HTTP/1.1\r\nHost: principia\r\nX-Slow: ";

  private final Server server;

  SlowHeadTest(Server server) {
    this.server = server;
  }

  @Test
  void headsThatTrickleAreCutAndOthersAreServedMeanwhile() {
    List<Wire> slow = new ArrayList<>();
    try (App app = server.another(Map.of("body-patience", "500"));
        ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor()) {
      for (int i = 0; i < 50; i++) {
        slow.add(new Wire(app.port()).send(BEGUN));
      }
      var _ =
          drip.scheduleAtFixedRate(
              () -> slow.forEach(wire -> wire.send("x")), 0, 50, TimeUnit.MILLISECONDS);
      Api.on(app.port()).get(Api.V1 + "/courses").is(200);
      slow.forEach(Wire::rest);
      drip.shutdownNow();
    } finally {
      slow.forEach(Wire::close);
    }
  }

  @Test
  void theTimeBetweenTwoRequestsDoesNotCount() {
    try (App app = server.another(Map.of("body-patience", "500"));
        Wire wire = new Wire(app.port())) {
      String request = Wire.head("GET /version HTTP/1.1", "Host: principia");
      assertEquals(200, wire.send(request).read().status());
      long end = System.nanoTime() + Duration.ofMillis(700).toNanos();
      Until.within(Duration.ofSeconds(5), "a while", () -> System.nanoTime() > end);
      assertEquals(
          200, wire.send(request.substring(0, 20)).send(request.substring(20)).read().status());
    }
  }
}
