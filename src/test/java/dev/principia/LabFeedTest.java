package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.lab.load.Crowd;
import dev.principia.lab.load.Opening;
import dev.principia.lab.load.Realtime;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The lab's clients that listen.
final class LabFeedTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String PROGRESS =
      "/courses/learning-backend-from-first-principles/lessons/caching/progress";

  private static Opening socket(Person person, int port) {
    String url = person.post("/live/tickets", new JsonObject()).is(201).json().getString("url");
    return Opening.socket(port, url);
  }

  private static void change(Person person, int turn) {
    String status = turn % 2 == 0 ? "completed" : "in_progress";
    person.put(PROGRESS, JsonObject.of("status", status)).is(200);
  }

  private static void hears(Crowd crowd, Person person, int turn) throws Exception {
    CompletableFuture<Histogram> all = crowd.listen();
    assertFalse(all.isDone());
    change(person, turn);
    assertEquals(crowd.size(), all.get(20, TimeUnit.SECONDS).getTotalCount());
  }

  @ParameterizedTest
  @EnumSource(Server.class)
  void aCrowdOfStreamsHearsOfEachChangeAndKnowsWhoWasTurnedAway(Server server) throws Exception {
    Person ada = Person.signedUp(server.api());
    try (Crowd crowd = Crowd.attentive(server.port())) {
      Opening opening = Opening.stream(server.port(), ada.session().getString("accessToken"));
      crowd.add(Collections.nCopies(20, opening), PATIENCE);
      assertEquals(20, crowd.size());
      hears(crowd, ada, 0);
      hears(crowd, ada, 1);
      crowd.add(List.of(opening), PATIENCE);
      assertEquals(20, crowd.size());
    }
  }

  @Test
  void aCrowdOfSocketsHearsOfEachChangeAndOneThatStallsOfNone() throws Exception {
    Server server = Server.EVENT_LOOP;
    Person ada = Person.signedUp(server.api());
    try (Crowd crowd = Crowd.attentive(server.port());
        Crowd stalled = Crowd.stalling(server.port())) {
      crowd.add(Stream.generate(() -> socket(ada, server.port())).limit(5).toList(), PATIENCE);
      stalled.add(List.of(socket(ada, server.port())), PATIENCE);
      assertEquals(5, crowd.size());
      assertEquals(1, stalled.size());
      CompletableFuture<Histogram> nobody = stalled.listen();
      hears(crowd, ada, 0);
      hears(crowd, ada, 1);
      assertFalse(nobody.isDone());
    }
  }

  @Test
  @Proves("26.4")
  void fourWaysToFollowTheSameChangesAreCompared() throws Exception {
    Server server = Server.EVENT_LOOP;
    Person ada = Person.signedUp(server.api());
    Realtime realtime =
        new Realtime(
            server.port(),
            ada.session().getString("accessToken"),
            turn -> change(ada, turn),
            Duration.ofMillis(200));
    List<Realtime.Cost> costs = realtime.follow(4);
    assertEquals(
        List.of("poll", "long poll", "SSE", "WebSocket"),
        costs.stream().map(Realtime.Cost::way).toList());
    for (Realtime.Cost cost : costs) {
      assertEquals(4, cost.delays().size(), cost.way());
      assertTrue(cost.delays().stream().allMatch(delay -> delay > 0), cost::toString);
      assertTrue(cost.sent() > 0 && cost.received() > 0, cost::toString);
    }
    assertEquals(1, costs.get(2).requests());
    assertEquals(2, costs.get(3).requests());
    assertTrue(costs.getFirst().sent() > costs.get(2).sent(), costs::toString);
  }
}
