package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.principia.embedded.PassableDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/// What other systems have to bear when they are down, and what callers wait then.
@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
@Execution(ExecutionMode.CONCURRENT)
final class CircuitTest {
  private static final Logger SERVER_LOG = (Logger) LoggerFactory.getLogger("dev.principia");
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String DOWNSTREAM = Api.V1 + "/lab/downstream?ms=0";
  private static final String SEEDED =
      Api.V1 + "/courses/learning-backend-from-first-principles/lessons/";

  private final Server server;

  CircuitTest(Server server) {
    this.server = server;
  }

  @BeforeAll
  static void quiet() {
    SERVER_LOG.setLevel(Level.ERROR);
  }

  @AfterAll
  static void loud() {
    SERVER_LOG.setLevel(Level.WARN);
  }

  @Test
  void aSystemThatIsSwitchedOffIsLeftAloneAndFoundAgain() {
    Other other = new Other(0, call -> 200);
    try (App app = server.another(Map.of("lab-stub", other.url(), "roles", "web"))) {
      Api api = Api.on(app.port());
      api.get(DOWNSTREAM).is(200);
      assertEquals("closed", state(app, "downstream"));
      other.close();
      Until.within(SOON, "open", () -> opens(api, app));
      double refused = figure(app, "circuit_refused_total", "downstream");
      long start = System.nanoTime();
      for (int i = 0; i < 5; i++) {
        api.get(DOWNSTREAM).problem(503, "dependency-unavailable").need("Retry-After");
      }
      assertTrue(System.nanoTime() - start < Duration.ofSeconds(3).toNanos(), "answers fast");
      assertTrue(figure(app, "circuit_refused_total", "downstream") > refused);
      other = new Other(other.port(), call -> 200);
      Until.within(SOON, "back", () -> api.get(DOWNSTREAM).status() == 200);
      Until.within(SOON, "closed", () -> closes(api, app));
    } finally {
      other.close();
    }
  }

  private static boolean opens(Api api, App app) {
    api.get(DOWNSTREAM).problem(503, "dependency-unavailable");
    return state(app, "downstream").equals("open");
  }

  private static boolean closes(Api api, App app) {
    api.get(DOWNSTREAM).is(200);
    return state(app, "downstream").equals("closed");
  }

  @Test
  @Proves("18.5")
  void retriesStayWithinABudget() {
    // Two of five fail: fewer than the circuit opens for, and more than a tenth.
    try (Other other = new Other(0, call -> call % 5 == 1 || call % 5 == 3 ? 500 : 200);
        App app = server.another(Map.of("lab-stub", other.url(), "roles", "web"))) {
      Api api = Api.on(app.port());
      long start = System.nanoTime();
      int failed = 0;
      int calls = 400;
      for (int i = 0; i < calls; i++) {
        failed += api.get(DOWNSTREAM).status() == 503 ? 1 : 0;
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      double most = calls * 1.1 + 20 + 2 * seconds;
      assertTrue(other.calls() > calls, () -> "some are repeated: " + other.calls());
      assertTrue(other.calls() <= most, () -> other.calls() + " tries of at most " + most);
      assertEquals(other.calls() - calls, figure(app, "retries_total", "downstream"));
      assertTrue(figure(app, "retries_refused_total", "downstream") > 0);
      assertTrue(failed > 0 && failed < calls / 2, "failed: " + failed);
    }
  }

  @Test
  @Proves("18.5")
  void retryAfterIsHonoured() {
    Other first = new Other(0, call -> call == 0 ? 503 : 200);
    first.retryAfter("1");
    try (first;
        App app = server.another(Map.of("lab-stub", first.url(), "roles", "web"))) {
      long start = System.nanoTime();
      Api.on(app.port()).get(DOWNSTREAM).is(200);
      assertTrue(System.nanoTime() - start >= Duration.ofSeconds(1).toNanos());
      assertEquals(2, first.calls());
    }
    Other later = new Other(0, call -> 503);
    later.retryAfter("60");
    try (later;
        App app = server.another(Map.of("lab-stub", later.url(), "roles", "web"))) {
      Api.on(app.port()).get(DOWNSTREAM).problem(503, "dependency-unavailable");
      assertEquals(1, later.calls(), "nobody waits for a minute");
    }
  }

  @Test
  void redisIsLeftAloneWhileItIsAwayAndAskedAgainAfterwards(
      @TempDir(factory = PassableDirectory.class) Path data) {
    try (Services services = Services.own(data.resolve("services"));
        App app = server.on(services, Map.of("roles", "web", "cache-size", "1024"))) {
      Api api = Api.on(app.port());
      api.get(SEEDED + 1).is(200);
      assertEquals("closed", state(app, "redis"));
      AtomicInteger lesson = new AtomicInteger(1);
      services.embedded().stopRedis();
      try {
        Until.within(SOON, "open", () -> readsAnother(api, lesson, app, "open"));
        long start = System.nanoTime();
        for (int i = 0; i < 5; i++) {
          api.get(SEEDED + lesson.incrementAndGet()).is(200);
        }
        assertTrue(System.nanoTime() - start < Duration.ofSeconds(3).toNanos(), "answers fast");
      } finally {
        services.embedded().startRedis();
      }
      Until.within(SOON, "closed", () -> readsAnother(api, lesson, app, "closed"));
    }
  }

  /// The process itself has no room to keep it, so Redis is asked.
  private static boolean readsAnother(Api api, AtomicInteger lesson, App app, String state) {
    api.get(SEEDED + (1 + lesson.incrementAndGet() % 31)).is(200);
    return state(app, "redis").equals(state);
  }

  private static String state(App app, String dependency) {
    String metrics = Api.on(app.managementPort()).get("/metrics").is(200).text();
    String line = "circuit_state{dependency=\"" + dependency + "\",state=\"";
    return metrics
        .lines()
        .filter(each -> each.startsWith(line) && each.endsWith(" 1.0"))
        .map(each -> each.substring(line.length(), each.indexOf("\"}")))
        .findFirst()
        .orElse("none");
  }

  private static double figure(App app, String name, String dependency) {
    String line = name + "{dependency=\"" + dependency + "\"} ";
    return Api.on(app.managementPort())
        .get("/metrics")
        .text()
        .lines()
        .filter(each -> each.startsWith(line))
        .mapToDouble(each -> Double.parseDouble(each.substring(line.length())))
        .findFirst()
        .orElseThrow();
  }

  /// Another system, which answers as it is told and counts.
  private static final class Other implements AutoCloseable {
    private final HttpServer http;
    private final IntUnaryOperator status;
    private final AtomicInteger calls = new AtomicInteger();
    private String retryAfter = "";

    /// @param status of each call by its number from 0
    Other(int port, IntUnaryOperator status) {
      this.status = status;
      try {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      http.createContext("/", this::answer);
      http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      http.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
      int answer = status.applyAsInt(calls.getAndIncrement());
      if (answer == 503 && !retryAfter.isEmpty()) {
        exchange.getResponseHeaders().add("Retry-After", retryAfter);
      }
      exchange.sendResponseHeaders(answer, -1);
      exchange.close();
    }

    void retryAfter(String value) {
      retryAfter = value;
    }

    int calls() {
      return calls.get();
    }

    int port() {
      return http.getAddress().getPort();
    }

    String url() {
      return "http://127.0.0.1:" + port();
    }

    @Override
    public void close() {
      http.stop(0);
    }
  }
}
