package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class DrainTest {
  private final Server server;

  DrainTest(Server server) {
    this.server = server;
  }

  @Test
  void theEndWaitsForWorkAndNotForIdleConnections() {
    // The delay before the drain is time enough for the request to arrive.
    App app = server.another(Map.of("drain-delay", "300", "drain-timeout", "20000"));
    try (Wire busy = new Wire(app.port());
        Wire idle = new Wire(app.port())) {
      String version = Wire.head("GET /version HTTP/1.1", "Host: principia");
      assertEquals(200, idle.send(version).read().status());
      String sleep = "GET " + Api.V1 + "/lab/sleep?ms=800 HTTP/1.1";
      busy.send(Wire.head(sleep, "Host: principia"));
      long start = System.nanoTime();
      app.close();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      assertEquals(200, busy.read().status());
      assertTrue(idle.isClosed());
      assertTrue(took.toMillis() >= 700 && took.toSeconds() < 10, took::toString);
    }
  }
}
