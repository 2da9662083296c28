package dev.principia;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many connections at one program of its own that wait for something to happen.
final class LiveIdleTest {
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final int AT_ONCE = 100;

  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicInteger told = new AtomicInteger();

  @Test
  void everyOneOfManyIsTold() {
    measured(200, 200);
  }

  @Test
  @Tag("drill")
  @Timeout(value = 8, unit = TimeUnit.MINUTES)
  @Proves("26.10")
  void tenThousandConnectionsTakeLittle() {
    long each = measured(10_000, 1_000);
    assertTrue(each < 30_000, () -> each + " bytes for each connection");
  }

  /// How many bytes of resident memory each connection takes, by the growth from the first tenth to
  /// the last.
  private long measured(int connections, int step) {
    Vertx vertx = Vertx.vertx();
    try (Program program = Program.start(environment(), "serve")) {
      Person ada = Person.signedUp(new Api(program.awaitPrinted("serves (http://\\S+)")));
      var clients =
          vertx.createWebSocketClient(
              new WebSocketClientOptions().setMaxConnections(connections + 1));
      List<Long> resident = new ArrayList<>();
      for (int open = 0; open < connections; open += step) {
        connect(clients, ada, step);
        int all = open + step;
        Until.within(LONG, all + " connected", () -> acknowledged.get() == all);
        resident.add(residentKilobytes(program.pid()));
      }
      long start = System.nanoTime();
      ada.post("/courses", JsonObject.of("title", "Broadcast")).is(201);
      Until.within(LONG, "all told", () -> told.get() == connections);
      long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
      long each =
          (resident.getLast() - resident.getFirst()) * 1024 / Math.max(1, connections - step);
      System.out.printf(
          "%d connections: RSS in KiB %s, %d bytes each; all told after %d ms%n",
          connections, resident, each, millis);
      return each;
    } finally {
      vertx.close().await();
    }
  }

  private void connect(io.vertx.core.http.WebSocketClient clients, Person ada, int count) {
    URI server = URI.create(ada.api().url());
    for (int i = 0; i < count; i += AT_ONCE) {
      Future.all(
              Stream.generate(() -> connected(clients, server, LiveClient.ticket(ada)))
                  .limit(Math.min(AT_ONCE, count - i))
                  .toList())
          .await();
    }
  }

  private Future<WebSocket> connected(
      io.vertx.core.http.WebSocketClient clients, URI server, String ticket) {
    return clients
        .connect(
            new WebSocketConnectOptions()
                .setHost(server.getHost())
                .setPort(server.getPort())
                .setURI(Api.V1 + "/live?ticket=" + ticket)
                .addSubProtocol(LiveClient.PROTOCOL))
        .onSuccess(
            socket -> {
              socket.textMessageHandler(this::heard);
              socket.writeTextMessage("{\"type\":\"subscribe\",\"topic\":\"account\"}");
            });
  }

  private void heard(String text) {
    if (text.startsWith("{\"type\":\"ack\"")) {
      acknowledged.incrementAndGet();
    } else if (text.startsWith("{\"type\":\"event\"")) {
      told.incrementAndGet();
    }
  }

  private static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(LivePresenceTest.environment());
    environment.put("PRINCIPIA_LIVE_PER_ACCOUNT", "20000");
    environment.put("PRINCIPIA_LIVE_CONNECTIONS", "12000");
    return environment;
  }

  private static long residentKilobytes(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> Long.valueOf(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
