package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.principia.embedded.PassableDirectory;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/// What clients see while PostgreSQL or Redis is away, or while there is no room. On services of
/// its own, because it stops them.
@Execution(ExecutionMode.CONCURRENT)
final class FaultsTest {
  /// Warns of each refusal, which are many here and wanted.
  private static final Logger SERVER_LOG = (Logger) LoggerFactory.getLogger("dev.principia");

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration AT_ONCE = Duration.ofSeconds(3);
  private static final String COURSES = Api.V1 + "/courses";
  private static final String SEEDED = COURSES + "/learning-backend-from-first-principles";
  private static final String ACCOUNTS = Api.V1 + "/accounts";

  @TempDir(factory = PassableDirectory.class)
  static Path data;

  private static Services services;

  @BeforeAll
  static void start() {
    SERVER_LOG.setLevel(Level.ERROR);
    services = Services.own(data.resolve("services"));
  }

  @AfterAll
  static void stop() {
    services.close();
    SERVER_LOG.setLevel(Level.WARN);
  }

  @ParameterizedTest
  @EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
  @Proves("20.6")
  void withoutPostgresqlRequestsAreRefusedAtOnceAndServedAgainAfterItsReturn(Server server) {
    try (App app = server.on(services, Map.of())) {
      Api api = Api.on(app.port());
      Api management = Api.on(app.managementPort());
      api.get(COURSES).is(200);
      services.embedded().stopPostgres();
      try {
        isUnavailable(Burst.reading(api, 8));
        isUnavailable(Burst.creating(api, 2));
        management.get("/livez").is(200);
        Until.within(SOON, "not ready", () -> management.get("/readyz").status() == 503);
        assertEquals("down", check(management, "postgresql"));
        assertEquals("up", check(management, "redis"));
      } finally {
        services.embedded().startPostgres();
      }
      Until.within(SOON, "served again", () -> api.get(COURSES).status() == 200);
      Until.within(SOON, "ready again", () -> management.get("/readyz").status() == 200);
      api.post(ACCOUNTS, Burst.account()).is(201);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
  @Proves("18.8")
  void aRestartOfPostgresqlUnderLoadGivesOnly503sAndLosesNoAcknowledgedWrite(Server server)
      throws SQLException {
    try (App app = server.on(services, Map.of())) {
      Api api = Api.on(app.port());
      AtomicBoolean enough = new AtomicBoolean();
      Set<Integer> statuses = ConcurrentHashMap.newKeySet();
      Set<String> acknowledged = ConcurrentHashMap.newKeySet();
      List<CompletableFuture<Void>> load = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        load.add(repeat(enough, () -> statuses.add(api.get(COURSES).status())));
      }
      load.add(repeat(enough, () -> statuses.add(create(api, acknowledged))));
      Until.within(SOON, "load", () -> acknowledged.size() > 2);
      services.embedded().stopPostgres();
      Until.within(SOON, "refusals", () -> statuses.contains(503));
      services.embedded().startPostgres();
      int before = acknowledged.size();
      Until.within(SOON, "accepted again", () -> acknowledged.size() > before);
      enough.set(true);
      load.forEach(CompletableFuture::join);
      assertEquals(Set.of(200, 201, 503), statuses);
      assertTrue(stored().containsAll(acknowledged));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
  @Proves("14.6")
  void withoutRedisEverythingIsAnsweredAndTheProbeSaysDegraded(Server server) {
    try (App app = server.on(services, Map.of())) {
      Api api = Api.on(app.port());
      Api management = Api.on(app.managementPort());
      services.embedded().stopRedis();
      try {
        Until.within(SOON, "degraded", () -> check(management, "redis").equals("down"));
        JsonObject ready = management.get("/readyz").is(200).json();
        assertEquals("degraded", ready.getString("status"));
        api.get(COURSES).is(200);
        api.post(ACCOUNTS, Burst.account()).is(201);
        keepsNotes(Person.signedUp(api));
        assertEquals(1, statements(api, SEEDED), "the cache of the process itself");
        assertEquals(1, statements(api, SEEDED + "/lessons/2"));
      } finally {
        services.embedded().startRedis();
      }
      Until.within(SOON, "redis", () -> check(management, "redis").equals("up"));
      assertEquals(1, statements(api, SEEDED + "/lessons/3"), "no stampede");
      assertEquals("ready", management.get("/readyz").is(200).json().getString("status"));
    }
  }

  @ParameterizedTest
  @CsvSource({"EVENT_LOOP, 2", "PLATFORM, 5"})
  @Proves("12.7")
  void aRequestThatGetsNoConnectionIsRefusedAfterItsPatienceAndOthersGoOn(
      Server server, int connections) throws SQLException {
    Map<String, String> few =
        Map.of("postgres-connections", "5", "postgres-wait", "300", "loops", "2", "roles", "web");
    try (App app = server.on(services, few);
        Connection holder = lockAccounts()) {
      Api api = Api.on(app.port());
      Burst writes = Burst.creating(api, 10);
      Until.within(SOON, "refusals", () -> writes.done().size() == 10 - connections);
      writes.done().forEach(answer -> answer.problem(503, "overloaded").need("Retry-After"));
      holder.rollback();
      assertEquals(connections, writes.all().stream().filter(a -> a.status() == 201).count());
    }
  }

  @Test
  void readsOnTheEventLoopDoNotWaitForTheConnectionsOfTransactions() throws SQLException {
    Map<String, String> few = Map.of("postgres-connections", "4", "loops", "2", "roles", "web");
    try (App app = Server.EVENT_LOOP.on(services, few);
        Connection holder = lockAccounts()) {
      Api api = Api.on(app.port());
      Burst writes = Burst.creating(api, 4);
      Until.within(SOON, "refusals", () -> writes.done().size() == 3);
      api.get(COURSES).is(200);
      holder.rollback();
      writes.all();
    }
  }

  @Test
  void statementsBeyondTheWaitQueueAreRefusedWithoutWaiting() throws SQLException {
    Map<String, String> none =
        Map.of(
            "postgres-connections", "4",
            "postgres-queue", "0",
            "postgres-wait", "60000",
            "loops", "2",
            "cache", "off",
            "roles", "web");
    try (App app = Server.EVENT_LOOP.on(services, none);
        Connection holder = lockAccounts()) {
      Burst writes = Burst.creating(Api.on(app.port()), 4);
      Until.within(SOON, "refusals", () -> writes.done().size() == 3);
      writes.done().forEach(answer -> answer.problem(503, "overloaded").need("Retry-After"));
      holder.rollback();
      writes.all();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
  void whenTooManyPasswordsWaitToBeHashedSomeAreRefusedAndReadsGoOn(Server server) {
    try (App app = server.on(services, Map.of("hash-queue", "1"))) {
      Api api = Api.on(app.port());
      Burst writes = Burst.creating(api, 30);
      api.get(COURSES).is(200);
      Set<Integer> statuses = new HashSet<>();
      for (Api.Answer answer : writes.all()) {
        statuses.add(answer.status());
        if (answer.status() != 201) {
          answer.problem(503, "overloaded").need("Retry-After");
        }
      }
      assertEquals(Set.of(201, 503), statuses);
    }
  }

  /// How many statements fifty readers take who all come at once, and again.
  private static int statements(Api api, String path) {
    List<CompletableFuture<Api.Answer>> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      all.add(api.sendAsync("GET", path, BodyPublishers.noBody()));
    }
    int sum = 0;
    for (CompletableFuture<Api.Answer> each : all) {
      sum += Api.statements(each.join().is(200).need("Server-Timing"));
    }
    return sum + Api.statements(api.get(path).is(200).need("Server-Timing"));
  }

  private static void isUnavailable(Burst burst) {
    int count = burst.answers().size();
    Until.within(AT_ONCE, "answers", () -> burst.done().size() == count);
    for (Api.Answer answer : burst.all()) {
      answer.problem(503, "dependency-unavailable").need("Retry-After");
    }
  }

  private static void keepsNotes(Person ada) {
    String note = SEEDED.substring(Api.V1.length()) + "/lessons/2/note";
    ada.put(note, JsonObject.of("body", "One"), "If-None-Match", "*").is(201);
    Api.Answer read = ada.get(note).is(200);
    ada.put(note, JsonObject.of("body", "Two"), "If-Match", read.need("ETag")).is(200);
    assertEquals("Two", ada.get(note).json().getString("body"));
    ada.delete(note, "If-Match", "*").is(204);
    ada.get(note).problem(404, "not-found");
  }

  private static String check(Api management, String name) {
    return management.get("/readyz").json().getJsonObject("checks").getString(name);
  }

  private static int create(Api api, Set<String> acknowledged) {
    JsonObject account = Burst.account();
    int status = api.post(ACCOUNTS, account).status();
    if (status == 201) {
      acknowledged.add(account.getString("email"));
    }
    return status;
  }

  /// Lets others read accounts, but not write them, until it is rolled back.
  private static Connection lockAccounts() throws SQLException {
    Connection holder = Services.connect(services.postgresUrl());
    holder.setAutoCommit(false);
    try (Statement statement = holder.createStatement()) {
      statement.execute("lock table accounts in exclusive mode");
    }
    return holder;
  }

  private static CompletableFuture<Void> repeat(AtomicBoolean enough, Runnable request) {
    return CompletableFuture.runAsync(
        () -> {
          while (!enough.get()) {
            request.run();
          }
        },
        Thread::startVirtualThread);
  }

  private static Set<String> stored() throws SQLException {
    Set<String> emails = new HashSet<>();
    try (Connection connection = Services.connect(services.postgresUrl());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select email from accounts")) {
      while (rows.next()) {
        emails.add(rows.getString(1));
      }
    }
    return emails;
  }
}
