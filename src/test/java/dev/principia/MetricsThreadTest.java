package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.metrics.Meters;
import dev.principia.server.Health;
import dev.principia.server.Management;
import dev.principia.server.ReactiveManagement;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// Where the text of the metrics is made.
final class MetricsThreadTest {
  @Test
  void noLoopMakesIt() throws Exception {
    List<Boolean> loops = new CopyOnWriteArrayList<>();
    Vertx vertx = Vertx.vertx();
    try (Meters meters = new Meters();
        HttpClient http = HttpClient.newHttpClient()) {
      meters.dependency(
          "asked",
          () -> {
            loops.add(Context.isOnEventLoopThread());
            return 1;
          });
      HttpServer server =
          ReactiveManagement.listen(vertx, new Management(new Health(), meters), "127.0.0.1", 0)
              .await();
      URI metrics = URI.create("http://127.0.0.1:" + server.actualPort() + "/metrics");
      String text =
          http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString()).body();
      assertTrue(text.contains("dependency_up{name=\"asked\"} 1.0"), text);
      assertEquals(List.of(false), loops);
    } finally {
      vertx.close().await();
    }
  }
}
