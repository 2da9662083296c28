package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Caller;
import dev.principia.contract.Operation;
import dev.principia.contract.ReactiveHandler;
import dev.principia.contract.Reply;
import dev.principia.server.BlockingRoutes;
import dev.principia.server.Chain;
import dev.principia.server.Deadlines;
import dev.principia.server.HttpVerticle;
import dev.principia.server.JettyServer;
import dev.principia.server.ReactiveRoutes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/// The servers with handlers that are wrong.
@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class ForcedBugTest {
  private static final String SECRET = "relation \"accounts\" of TheClass";

  private final Server server;
  private final AtomicInteger port = new AtomicInteger();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(Chain.class);

  ForcedBugTest(Server server) {
    this.server = server;
  }

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
    logger.setAdditive(false);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
    logger.setAdditive(true);
  }

  @Test
  @Proves("7.3")
  @Proves("18.3")
  void anExceptionIsToldAsNothingAndLoggedAsAll() throws Exception {
    bug(
        call -> {
          throw new IllegalStateException(SECRET);
        });
  }

  @Test
  @Proves("18.3")
  void anErrorOfTheMachineIsAnsweredToo() throws Exception {
    bug(
        call -> {
          throw new StackOverflowError(SECRET);
        });
  }

  @Test
  void aReplyThatCannotBeWrittenIsAMistakeToo() throws Exception {
    bug(call -> Reply.ok(JsonObject.of("member", new Object())));
  }

  private void bug(BlockingHandler handler) throws Exception {
    Parts parts = Parts.of(Services.shared().config(Map.of()), Clock.systemUTC());
    Map<String, BlockingHandler> handlers =
        parts.contract().operations().stream()
            .collect(Collectors.toMap(Operation::id, operation -> handler));
    if (server == Server.EVENT_LOOP) {
      askReactive(parts, handlers);
    } else {
      askBlocking(parts, handlers);
    }
  }

  private void ask(int port) {
    Api.Answer answer =
        new Api("http://127.0.0.1:" + port).get(Api.V1 + "/courses").problem(500, "internal-error");
    ChainApiTest.hasSecurityHeaders(answer);
    assertFalse(answer.text().contains("accounts") || answer.text().contains("TheClass"));
    assertFalse(answer.text().contains("Exception") || answer.text().contains("Error"));
    String id = answer.json().getString("requestId");
    assertEquals(id, answer.need("X-Request-Id"));
    List<ILoggingEvent> lines = List.copyOf(log.list);
    assertEquals(1, lines.size(), lines::toString);
    assertEquals(Level.ERROR, lines.getFirst().getLevel());
    assertTrue(lines.getFirst().getFormattedMessage().contains(id));
    assertTrue(lines.getFirst().getThrowableProxy().getStackTraceElementProxyArray().length > 0);
  }

  private void askBlocking(Parts parts, Map<String, BlockingHandler> handlers) throws Exception {
    try (Deadlines deadlines = new Deadlines(Duration.ofSeconds(10))) {
      BlockingRoutes routes =
          new BlockingRoutes(parts.chain(), head -> Caller.ANONYMOUS, handlers, deadlines);
      JettyServer jetty = new JettyServer(routes, "127.0.0.1", 0, 8, false, Duration.ZERO);
      ask(jetty.start());
      jetty.stop();
    }
  }

  private void askReactive(Parts parts, Map<String, BlockingHandler> handlers) {
    Vertx vertx = Vertx.vertx();
    try {
      ReactiveRoutes.load(vertx, parts.contract())
          .compose(mounted -> vertx.deployVerticle(http(vertx, parts, mounted, handlers)))
          .await();
      ask(port.get());
    } finally {
      vertx.close().await();
    }
  }

  private HttpVerticle http(
      Vertx vertx, Parts parts, OpenAPIContract mounted, Map<String, BlockingHandler> handlers) {
    Map<String, ReactiveHandler> same = new HashMap<>();
    handlers.forEach((id, handler) -> same.put(id, ReactiveHandler.of(handler)));
    Duration second = Duration.ofSeconds(1);
    return new HttpVerticle(
        () ->
            new ReactiveRoutes(
                vertx,
                mounted,
                parts.chain(),
                head -> Future.succeededFuture(Caller.ANONYMOUS),
                same,
                second),
        "127.0.0.1",
        0,
        Duration.ZERO,
        parts.meters(),
        port::set);
  }
}
