package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Caller;
import dev.principia.contract.ReactiveHandler;
import dev.principia.db.BlockingAwaitDb;
import dev.principia.db.ReactivePgDb;
import dev.principia.db.ReactivePool;
import dev.principia.server.HttpVerticle;
import dev.principia.server.ReactiveRoutes;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Blocking handlers hosted by Vert.x: each request runs on a virtual thread that waits for the
/// reactive client.
final class HostedBlockingTest {
  private static final String COURSE = Api.V1 + "/courses/learning-backend-from-first-principles";
  private static final String ACCOUNTS = Api.V1 + "/accounts";

  private static Vertx vertx;
  private static Parts parts;
  private static Api hosted;

  private final Api eventLoop = Server.EVENT_LOOP.api();

  @BeforeAll
  static void start() {
    Config config = Services.shared().config(Map.of());
    vertx = Vertx.vertx();
    parts = Parts.of(config, Clock.systemUTC());
    ReactivePool pool = new ReactivePool(vertx, config.postgres());
    OpenAPIContract mounted = ReactiveRoutes.load(vertx, parts.contract()).await();
    AtomicInteger port = new AtomicInteger();
    HttpVerticle http =
        new HttpVerticle(
            () ->
                new ReactiveRoutes(
                    vertx,
                    mounted,
                    parts.chain(),
                    head -> Future.succeededFuture(Caller.ANONYMOUS),
                    handlers(config, pool),
                    config.deadline()),
            config.host(),
            0,
            config.drainTimeout(),
            parts.meters(),
            port::set);
    vertx
        .deployVerticle(
            http, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
        .await();
    hosted = Api.on(port.get());
  }

  private static Map<String, ReactiveHandler> handlers(Config config, ReactivePool pool) {
    var db =
        new BlockingAwaitDb(
            ReactivePgDb.pipelined(
                vertx, config.postgres(), pool, parts.refusals(), config.secret()));
    Map<String, BlockingHandler> blocking = BlockingApp.handlers(config, parts, db);
    Map<String, ReactiveHandler> handlers = new HashMap<>();
    blocking.forEach((id, handler) -> handlers.put(id, ReactiveHandler.of(handler)));
    return handlers;
  }

  @AfterAll
  static void stop() {
    vertx.close().await();
    parts.passwords().close();
    parts.meters().close();
  }

  @Test
  void aCourseIsTheSameAsOnTheEventLoop() {
    for (String accept : List.of("application/json", "text/markdown")) {
      Api.Answer here = hosted.get(COURSE, "Accept", accept).is(200);
      Api.Answer there = eventLoop.get(COURSE, "Accept", accept).is(200);
      assertEquals(there.text(), here.text());
      assertEquals(there.need("ETag"), here.need("ETag"));
    }
  }

  @Test
  void aListIsTheSameAsOnTheEventLoop() {
    String list = Api.V1 + "/courses?limit=3&sort=title";
    assertEquals(eventLoop.get(list).is(200).json(), hosted.get(list).is(200).json());
  }

  @Test
  void anAccountIsCreatedOnceForAllServersAndRepeatedForItsKey() {
    String key = UUID.randomUUID().toString();
    JsonObject account = Burst.account();
    Api.Answer created = hosted.post(ACCOUNTS, account, "Idempotency-Key", key).is(201);
    Api.Answer again = eventLoop.post(ACCOUNTS, account, "Idempotency-Key", key).is(201);
    assertEquals("true", again.need("Idempotency-Replayed"));
    assertEquals(created.text(), again.text());
    hosted.post(ACCOUNTS, account).problem(409, "account-exists");
  }

  @Test
  void refusalsAreTheSameAsOnTheEventLoop() {
    String missing = Api.V1 + "/courses/there-is-none";
    hosted.get(missing).problem(404, "not-found");
    assertEquals(
        eventLoop.post(ACCOUNTS, JsonObject.of("x", 1)).is(422).defects(),
        hosted.post(ACCOUNTS, JsonObject.of("x", 1)).is(422).defects());
  }

  @Test
  void manyRequestsAtOnceAreAllAnswered() {
    Burst.reading(hosted, 50).all().forEach(answer -> answer.is(200));
  }
}
