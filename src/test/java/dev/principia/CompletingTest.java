package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Call;
import dev.principia.contract.Caller;
import dev.principia.contract.Client;
import dev.principia.contract.Contract;
import dev.principia.contract.Cost;
import dev.principia.contract.Deadline;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import dev.principia.contract.ReactiveHandler;
import dev.principia.db.BlockingJdbcDb;
import dev.principia.db.BlockingPool;
import dev.principia.db.ReactivePgDb;
import dev.principia.db.ReactivePool;
import dev.principia.progress.BlockingProgress;
import dev.principia.progress.ReactiveProgress;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/// The deprecated action, before and after its date.
final class CompletingTest {
  private static final SecretKey SECRET = new SecretKeySpec(new byte[32], "HmacSHA256");
  private static final String LESSON = "/api/v1/courses/none/lessons/1";
  private static final Clock LAST = at("2027-10-31T23:59:59Z");
  private static final Clock OVER = at("2027-11-01T00:00:00Z");

  @Test
  @Proves("3.6")
  void fromItsDateOnItIsGoneOnTheBlockingServer() {
    try (BlockingPool pool = new BlockingPool(Services.settings(Services.shared().postgresUrl()))) {
      BlockingJdbcDb db = new BlockingJdbcDb(pool, Map.of(), SECRET);
      assertEquals(ProblemType.NOT_FOUND, refusal(blocking(db, LAST)).type());
      assertGone(refusal(blocking(db, OVER)));
    }
  }

  @Test
  @Proves("3.6")
  void fromItsDateOnItIsGoneOnTheEventLoopServer() {
    Vertx vertx = Vertx.vertx();
    try {
      ReactivePool pool =
          new ReactivePool(vertx, Services.settings(Services.shared().postgresUrl()));
      var db = ReactivePgDb.pooled(pool, Map.of(), SECRET);
      assertEquals(ProblemType.NOT_FOUND, refusal(reactive(new ReactiveProgress(db, LAST))).type());
      assertGone(refusal(reactive(new ReactiveProgress(db, OVER))));
    } finally {
      vertx.close().await();
    }
  }

  private static BlockingHandler blocking(BlockingJdbcDb db, Clock clock) {
    return Objects.requireNonNull(new BlockingProgress(db, clock).handlers().get("completeLesson"));
  }

  private static BlockingHandler reactive(ReactiveProgress progress) {
    ReactiveHandler handler = Objects.requireNonNull(progress.handlers().get("completeLesson"));
    return call -> handler.handle(call).await();
  }

  private static Problem refusal(BlockingHandler handler) {
    return assertThrows(Problem.class, () -> handler.handle(call()));
  }

  private static void assertGone(Problem refusal) {
    assertEquals("operation-gone", refusal.type().slug());
    assertEquals(410, refusal.type().status());
    String links =
        refusal.reply("/", "request-1").headers().stream()
            .filter(header -> header.getKey().equals("Link"))
            .findFirst()
            .orElseThrow()
            .getValue();
    assertTrue(links.contains("<" + LESSON + "/progress>; rel=\"successor-version\""), links);
  }

  private static Clock at(String instant) {
    return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
  }

  private static Call call() {
    return new Call(
        Contract.load(Set.of()).operations().stream()
            .filter(each -> each.id().equals("completeLesson"))
            .findFirst()
            .orElseThrow(),
        LESSON + "/complete",
        new Client("127.0.0.1", "test", true),
        "request-1",
        "trace-1",
        Caller.account(UUID.randomUUID()),
        Map.of("course", "none", "lesson", "1"),
        new JsonObject(),
        Buffer.buffer(),
        "",
        "application/json",
        new Cost(),
        new Deadline());
  }
}
