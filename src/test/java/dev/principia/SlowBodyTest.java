package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// A server that waits half a second for a body.
@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM", "VIRTUAL"})
@Execution(ExecutionMode.CONCURRENT)
final class SlowBodyTest {
  private static final String HEAD =
      Wire.head(
          "POST " + Api.V1 + "/accounts HTTP/1.1",
          "Host: principia",
          "Content-Type: application/json",
          "Content-Length: 1000");

  private final Server server;
  private App app;

  SlowBodyTest(Server server) {
    this.server = server;
  }

  @BeforeEach
  void start() {
    app = server.another(Map.of("body-patience", "500"));
  }

  @AfterEach
  void stop() {
    app.close();
  }

  @Test
  void aBodyThatTricklesIsCut() {
    try (Wire wire = new Wire(app.port());
        ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor()) {
      wire.send(HEAD);
      var _ = drip.scheduleAtFixedRate(() -> wire.send(" "), 0, 100, TimeUnit.MILLISECONDS);
      cut(wire);
      drip.shutdownNow();
    }
  }

  @Test
  void aBodyThatNeverComesIsCut() {
    try (Wire wire = new Wire(app.port())) {
      cut(wire.send(HEAD));
    }
    try (Wire wire = new Wire(app.port())) {
      cut(wire.send(HEAD + "{\"email\": "));
    }
    new Api("http://127.0.0.1:" + app.port()).get(Api.V1 + "/courses").is(200);
  }

  private static void cut(Wire wire) {
    long start = System.nanoTime();
    Wire.Answer answer = wire.read().problem(408, "request-timeout");
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    assertTrue(millis >= 300 && millis < 5_000, "after " + millis + " ms");
    assertEquals("close", answer.header("Connection").orElse(""));
    assertTrue(wire.isClosed());
  }
}
