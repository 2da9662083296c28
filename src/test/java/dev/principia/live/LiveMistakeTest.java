package dev.principia.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.principia.Proves;
import dev.principia.contract.Call;
import dev.principia.contract.Caller;
import dev.principia.contract.Reply;
import dev.principia.db.Query;
import dev.principia.db.ReactiveDb;
import dev.principia.db.ReactiveTx;
import dev.principia.event.Batch;
import dev.principia.metrics.Meters;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// A mistake of ours while one connection is served.
final class LiveMistakeTest {
  /// A database whose every use is a mistake.
  private static final class Mistaken implements ReactiveDb {
    @Override
    public <T> Future<List<T>> ask(Query<T> query) {
      throw new IllegalStateException("a mistake");
    }

    @Override
    public <T> Future<List<T>> list(Call call, Query<T> query) {
      throw new IllegalStateException("a mistake");
    }

    @Override
    public Reply.Source stream(Query<Buffer> query) {
      throw new IllegalStateException("a mistake");
    }

    @Override
    public Future<Reply> transaction(Call call, Function<ReactiveTx, Future<Reply>> work) {
      throw new IllegalStateException("a mistake");
    }

    @Override
    public <T> Future<T> work(Function<ReactiveTx, Future<T>> work) {
      throw new IllegalStateException("a mistake");
    }
  }

  /// A server with a loop of the feed, and with nothing before it.
  private static final class Served extends VerticleBase {
    private final LiveFeed feed;
    private final AtomicInteger port;

    Served(LiveFeed feed, AtomicInteger port) {
      this.feed = feed;
      this.port = port;
    }

    @Override
    public Future<?> start() {
      LiveLoop loop = new LiveLoop(vertx, new Mistaken(), feed);
      Caller holder = Caller.account(UUID.randomUUID());
      return vertx
          .createHttpServer()
          .webSocketHandler(socket -> loop.opened(socket, () -> {}, holder, "request"))
          .listen(0, "127.0.0.1")
          .onSuccess(server -> port.set(server.actualPort()));
    }
  }

  private static final LiveSettings SETTINGS = new LiveSettings(Duration.ofSeconds(20), 10, 10);

  @Test
  @Proves("18.7")
  void itEndsThatConnectionAndNoOther() throws InterruptedException {
    Vertx vertx = Vertx.vertx();
    Meters meters = new Meters();
    try {
      LiveFeed feed = new LiveFeed(SETTINGS, caller -> true, Clock.systemUTC(), meters);
      feed.heard(new Batch(0, 1, List.of(), false, false, 0, Optional.empty()));
      AtomicInteger port = new AtomicInteger();
      vertx.deployVerticle(new Served(feed, port)).await();
      WebSocketClient http = vertx.createWebSocketClient();
      var victim = http.connect(port.get(), "127.0.0.1", "/").await();
      var other = http.connect(port.get(), "127.0.0.1", "/").await();
      BlockingQueue<String> told = new LinkedBlockingQueue<>();
      BlockingQueue<String> ends = new LinkedBlockingQueue<>();
      other.textMessageHandler(told::add);
      victim.closeHandler(closed -> ends.add("" + victim.closeStatusCode()));
      victim.writeTextMessage("{\"type\":\"subscribe\",\"topic\":\"course:any\"}").await();
      assertEquals("1011", ends.poll(20, TimeUnit.SECONDS));
      other.writeTextMessage("{\"type\":\"ping\"}").await();
      assertEquals("{\"type\":\"pong\"}", told.poll(20, TimeUnit.SECONDS));
    } finally {
      vertx.close().await();
      meters.close();
    }
  }
}
