package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class HealthTest {
  private static final String COURSES = Api.V1 + "/courses";
  private static final String COURSE = COURSES + "/learning-backend-from-first-principles";
  private static final List<String> OF_BOTH_SERVERS =
      List.of(
          "http_server_requests_seconds_count",
          "http_server_requests_seconds_sum",
          "http_server_requests_seconds_bucket",
          "dependency_up",
          "db_pool_connections",
          "server_threads",
          "password_hashes_waiting",
          "jvm_memory_used_bytes",
          "jvm_threads_live_threads",
          "jvm_gc_live_data_size_bytes",
          "process_cpu_usage");

  private final Server server;
  private final Api api;
  private final Api management;

  HealthTest(Server server) {
    this.server = server;
    this.api = server.api();
    this.management = server.management();
  }

  @Test
  void aServerThatRunsIsAliveAndReady() {
    assertEquals("alive\n", management.get("/livez").is(200).text());
    Api.Answer ready = management.get("/readyz").is(200);
    assertEquals("application/json", ready.need("Content-Type"));
    assertEquals("no-store", ready.need("Cache-Control"));
    JsonObject json = ready.json();
    assertEquals("ready", json.getString("status"));
    assertEquals(JsonObject.of("postgresql", "up", "redis", "up"), json.getJsonObject("checks"));
    assertEquals("", management.head("/readyz").is(200).text());
  }

  @Test
  void requestsAreCountedByOperationAndStatus() {
    String series = "http_server_requests_seconds_count{operation=\"%s\",status=\"%d\"}";
    double read = value(series.formatted("getCourse", 200));
    double refused = value(series.formatted("listCourses", 422));
    double nowhere = value(series.formatted("none", 404));
    api.get(COURSE).is(200);
    api.get(COURSE).is(200);
    api.get(COURSES + "?limit=0").is(422);
    api.get("/nothing").is(404);
    assertEquals(read + 2, value(series.formatted("getCourse", 200)));
    assertEquals(refused + 1, value(series.formatted("listCourses", 422)));
    assertEquals(nowhere + 1, value(series.formatted("none", 404)));
  }

  private double value(String series) {
    return lines().stream()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  private List<String> lines() {
    return management
        .get("/metrics")
        .is(200)
        .text()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .toList();
  }

  @Test
  void noAddressAndNoIdBecomesALabel() {
    ask("warm");
    Set<String> before = series();
    ask("again");
    assertEquals(before, series());
    assertTrue(before.stream().noneMatch(each -> each.contains("warm")));
  }

  /// Fifty of everything that a stranger can make up.
  private void ask(String word) {
    for (int i = 0; i < 50; i++) {
      api.get("/" + word + i).is(404);
      api.get(COURSES + "/" + word + "-" + i).is(404);
      api.get(COURSE + "/lessons/" + word + i).is(404);
      api.get(COURSES + "?" + word + i + "=1").is(422);
      api.send(
              "BREW" + word.toUpperCase(java.util.Locale.ROOT) + i,
              COURSES,
              BodyPublishers.noBody())
          .is(501);
    }
  }

  private Set<String> series() {
    return lines().stream()
        .filter(line -> !line.startsWith("jvm_"))
        .map(line -> line.substring(0, line.lastIndexOf(' ')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void bothServersMeasureTheSame() {
    api.get(COURSE).is(200);
    Set<String> names =
        lines().stream().map(line -> line.split("[{ ]", 2)[0]).collect(Collectors.toSet());
    for (String name : OF_BOTH_SERVERS) {
      assertTrue(names.contains(name), name);
    }
    assertEquals(server == Server.EVENT_LOOP, names.contains("event_loop_lag_seconds_count"));
    assertEquals(1, value("dependency_up{name=\"postgresql\"}"));
    assertEquals(1, value("dependency_up{name=\"redis\"}"));
    assertTrue(
        lines().stream().anyMatch(l -> l.startsWith("db_pool_connections{state=\"total\"}")));
    assertTrue(lines().stream().anyMatch(l -> l.startsWith("server_threads{")));
  }

  @Test
  void theManagementPortIsAnotherOne() {
    for (String path : List.of("/livez", "/readyz", "/metrics")) {
      api.get(path).problem(404, "not-found");
      Api.Answer refused = management.send("POST", path, BodyPublishers.noBody()).is(405);
      assertEquals("GET, HEAD", refused.need("Allow"));
    }
    for (String path : List.of("/docs", "/version", "/", "/metrics/", "/livez/..")) {
      assertFalse(management.get(path).is(404).text().contains("courses"));
    }
  }
}
