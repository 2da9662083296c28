package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.SetParams;

/// What instances that share a Redis and a database know of one another.
@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class CacheClusterTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration ONE_SECOND = Duration.ofSeconds(1);
  private static final Map<String, String> WEB = Map.of("roles", "web");
  private static final String ANY = "*";

  private final Server server;
  private final Api api;
  private final Person ada;

  CacheClusterTest(Server server) {
    this.server = server;
    this.api = server.api();
    this.ada = Person.signedUp(api);
  }

  /// The database keeps the first of them waiting until all have missed.
  @Test
  @Proves("14.4")
  void ofTwoInstancesThatMissAtOnceOneAsksTheDatabase() throws SQLException {
    String lesson = lessonNobodyAskedFor();
    List<CompletableFuture<Api.Answer>> burst = new ArrayList<>();
    try (App other = server.another(WEB);
        Connection holder = Services.connect(Services.shared().postgresUrl());
        Statement lock = holder.createStatement()) {
      Api there = Api.on(other.port());
      hears(there);
      holder.setAutoCommit(false);
      lock.execute("lock table sections in access exclusive mode");
      for (int i = 0; i < 40; i++) {
        Api each = i % 2 == 0 ? api : there;
        burst.add(each.sendAsync("GET", Api.V1 + lesson, BodyPublishers.noBody()));
      }
      Until.within(SOON, "somebody waits", () -> waiting(lock) > 0);
      holder.rollback();
      List<Api.Answer> answers = burst.stream().map(CompletableFuture::join).toList();
      answers.forEach(each -> each.is(200));
      assertEquals(1, answers.stream().filter(each -> statements(each) == 1).count());
    }
  }

  /// What was made by an instance that has not heard for as long as another one has been there is
  /// no answer for that one.
  private void hears(Api there) {
    String course = publicCourse();
    api.get(Api.V1 + course).is(200);
    ada.at(there).patch(course, JsonObject.of("summary", "Heard"), "If-Match", ANY).is(200);
    Until.within(
        ONE_SECOND,
        "the change",
        () -> api.get(Api.V1 + course).json().getString("summary").equals("Heard"));
  }

  /// By its id, and of a course that nobody changes: an answer about one that has just changed is
  /// only good for instances that have heard of it.
  private String lessonNobodyAskedFor() {
    String course = "/courses/learning-backend-from-first-principles";
    JsonArray sections = api.get(Api.V1 + course).is(200).json().getJsonArray("sections");
    JsonArray lessons =
        sections.getJsonObject(server == Server.EVENT_LOOP ? 0 : 1).getJsonArray("lessons");
    return course + "/lessons/" + lessons.getJsonObject(0).getString("id");
  }

  private static int waiting(Statement statement) {
    try (ResultSet rows =
        statement.executeQuery(
            "select count(*) from pg_locks where not granted and mode = 'AccessShareLock'")) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whenTheHolderOfALeaseDiesAnotherAsksAfterIt() {
    String course = publicCourse();
    try (RedisClient redis = RedisClient.create(URI.create(Services.shared().redisUrl()))) {
      String lease = "principia:courses:" + course.substring("/courses/".length()) + "/:lease";
      redis.set(lease, "1", SetParams.setParams().px(2_000));
      long start = System.nanoTime();
      Api.Answer answer = api.get(Api.V1 + course).is(200);
      Duration waited = Duration.ofNanos(System.nanoTime() - start);
      assertEquals(1, statements(answer));
      assertTrue(waited.toMillis() > 200, "waited " + waited);
      assertTrue(waited.compareTo(SOON) < 0, "waited " + waited);
    }
  }

  @Test
  void aNewNameOfTheOwnerIsANewVersionOfTheCourses() {
    String course = publicCourse();
    try (App other = server.another(WEB)) {
      Api there = Api.on(other.port());
      String before = api.get(Api.V1 + course).is(200).need("ETag");
      there.get(Api.V1 + course).is(200);
      ada.patch("/me", JsonObject.of("name", "Augusta"), "If-Match", ANY).is(200);
      assertEquals("Augusta", owner(api, course), "one's own write");
      api.get(Api.V1 + course, "If-None-Match", before).is(200);
      Until.within(ONE_SECOND, "the name", () -> owner(there, course).equals("Augusta"));
      String after = api.get(Api.V1 + course).need("ETag");
      ada.patch("/me", JsonObject.of("timeZone", "Europe/Berlin"), "If-Match", ANY).is(200);
      assertEquals(after, api.get(Api.V1 + course).need("ETag"));
    }
  }

  private static String owner(Api where, String course) {
    return where.get(Api.V1 + course).is(200).json().getJsonObject("owner").getString("name");
  }

  @Test
  @Tag("drill")
  void howLongAChangeTakesToReachAnotherInstance() {
    String lesson = publicCourse() + "/lessons/1";
    long[] millis = new long[200];
    try (App other = server.another(WEB)) {
      Api there = Api.on(other.port());
      for (int i = 0; i < millis.length; i++) {
        String title = "Renamed " + i;
        there.get(Api.V1 + lesson).is(200);
        ada.patch(lesson, JsonObject.of("title", title), "If-Match", ANY).is(200);
        long start = System.nanoTime();
        Until.within(ONE_SECOND, title, () -> there.get(Api.V1 + lesson).text().contains(title));
        millis[i] = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      }
    }
    Arrays.sort(millis);
    System.out.printf(
        "invalidation server=%s changes=%d p50=%dms p99=%dms max=%dms%n",
        server, millis.length, millis[100], millis[197], millis[199]);
  }

  private static int statements(Api.Answer answer) {
    return Api.statements(answer.need("Server-Timing"));
  }

  private String publicCourse() {
    JsonObject body = JsonObject.of("title", "Shared " + UUID.randomUUID(), "visibility", "public");
    String path = "/courses/" + ada.post("/courses", body).is(201).json().getString("slug");
    ada.post(path + "/lessons", JsonObject.of("title", "One")).is(201);
    return path;
  }
}
