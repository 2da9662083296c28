package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.principia.account.BlockingIdentity;
import dev.principia.contract.BlockingHandler;
import dev.principia.lab.BlockingLab;
import dev.principia.server.JettyServer;
import dev.principia.server.Ladder;
import dev.principia.server.ReactiveLadder;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The servers of the price list: whatever of its parts a ladder has, a client sees no difference,
/// so what differs is the price.
final class LadderTest {
  private static final String ASKED = Api.V1 + "/lab/sleep?ms=0";

  @Test
  void everyLadderAnswersTheSameOnBothServers() throws Exception {
    Vertx vertx = Vertx.vertx();
    try (Database database = new Database(Services.shared().config(Map.of()))) {
      for (int parts = 1; parts <= Ladder.PARTS.size(); parts++) {
        Ladder ladder = ladder(database, parts);
        JettyServer jetty = new JettyServer(ladder, "127.0.0.1", 0, 8);
        int reactive = ReactiveLadder.listen(vertx, ladder, "127.0.0.1", 0).await().actualPort();
        assertEquals("{\"ms\":0}", body(jetty.start()), "Jetty, parts: " + parts);
        assertEquals("{\"ms\":0}", body(reactive), "event loop, parts: " + parts);
        jetty.stop();
      }
    } finally {
      vertx.close().await();
    }
  }

  private static Ladder ladder(Database database, int parts) {
    Parts shared = Parts.of(Services.shared().config(Map.of()), Clock.systemUTC());
    BlockingHandler sleep = Objects.requireNonNull(new BlockingLab().handlers().get("labSleep"));
    return new Ladder(
        shared.chain(), new BlockingIdentity(database.db(), shared.identity()), sleep, parts);
  }

  private static String body(int port) {
    Wire.Answer answer =
        Wire.ask(
            port, Wire.head("GET " + ASKED + " HTTP/1.1", "Host: a", "Accept: application/json"));
    assertEquals(200, answer.status());
    return answer.body();
  }
}
