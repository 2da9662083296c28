package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// A server that is killed while it writes. Its clients do what clients should: whatever was not
/// acknowledged they send again, with the same idempotency key, until it is.
@ParameterizedClass
@ValueSource(strings = {"event-loop", "blocking"})
@Execution(ExecutionMode.CONCURRENT)
final class KillTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int WRITERS = 8;

  private final String server;
  private final Person ada = Person.signedUp(Server.EVENT_LOOP.api());
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicReference<Api> api = new AtomicReference<>(ada.api());

  KillTest(String server) {
    this.server = server;
  }

  @Test
  void everyAcknowledgedWriteIsThereAndNoneIsThereTwice() throws SQLException {
    writeAndKill(150, 1);
  }

  @Test
  @Tag("drill")
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void everyAcknowledgedWriteIsThereAfterFiveKills() throws SQLException {
    writeAndKill(1000, 5);
  }

  private void writeAndKill(int writes, int kills) throws SQLException {
    Program program = start();
    try {
      CompletableFuture<?>[] writers =
          Stream.generate(
                  () -> CompletableFuture.runAsync(() -> write(writes), Thread::startVirtualThread))
              .limit(WRITERS)
              .toArray(CompletableFuture<?>[]::new);
      for (int kill = 1; kill <= kills; kill++) {
        int enough = writes * kill / (kills + 1);
        Until.within(SOON, enough + " writes", () -> acknowledged.get() >= enough);
        program.close();
        assertTrue(acknowledged.get() < writes, "killed while it wrote");
        program = start();
      }
      CompletableFuture.allOf(writers).join();
    } finally {
      program.close();
    }
    Map<String, Integer> stored = stored();
    assertEquals(
        IntStream.range(0, writes).mapToObj(KillTest::title).sorted().toList(),
        List.copyOf(stored.keySet()));
    assertEquals(List.of(1), stored.values().stream().distinct().toList());
  }

  private Program start() {
    Program program = Program.start(environment(), "serve", "--server", server);
    api.set(new Api(program.awaitPrinted("serves (http://\\S+)")));
    return program;
  }

  private static Map<String, String> environment() {
    Services services = Services.shared();
    return Map.of(
        "PRINCIPIA_POSTGRES_URL",
        services.postgresUrl(),
        "PRINCIPIA_REDIS_URL",
        services.redisUrl(),
        "PRINCIPIA_SECRET",
        services.secret(),
        "PRINCIPIA_RATE_LIMITS",
        "off",
        "PORT",
        "0",
        "PRINCIPIA_MANAGEMENT_PORT",
        "0");
  }

  private void write(int writes) {
    for (int i = next.getAndIncrement(); i < writes; i = next.getAndIncrement()) {
      String key = "write-" + i;
      JsonObject course = JsonObject.of("title", title(i));
      Supplier<Optional<Integer>> attempt = () -> attempt(key, course);
      Until.within(SOON, key, () -> attempt.get().equals(Optional.of(201)));
      acknowledged.incrementAndGet();
    }
  }

  /// The status; empty when the connection was lost.
  private Optional<Integer> attempt(String key, JsonObject course) {
    return api.get()
        .sendAsync(
            "POST",
            Api.V1 + "/courses",
            BodyPublishers.ofString(course.encode()),
            "Content-Type",
            "application/json",
            "Idempotency-Key",
            key,
            "Authorization",
            "Bearer " + ada.session().getString("accessToken"))
        .handle((answer, lost) -> Optional.ofNullable(answer).map(Api.Answer::status))
        .join();
  }

  private static String title(int write) {
    return "Course number %04d".formatted(write);
  }

  /// How often each title is there.
  private Map<String, Integer> stored() throws SQLException {
    Map<String, Integer> titles = new TreeMap<>();
    try (Connection connection = Services.connect(Services.shared().postgresUrl());
        PreparedStatement asked =
            connection.prepareStatement("select title from courses where owner_id = ?")) {
      asked.setObject(1, ada.id());
      try (ResultSet rows = asked.executeQuery()) {
        while (rows.next()) {
          titles.merge(rows.getString(1), 1, Integer::sum);
        }
      }
    }
    return titles;
  }
}
