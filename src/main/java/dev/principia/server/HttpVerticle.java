package dev.principia.server;

import dev.principia.metrics.Meters;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/// The HTTP server of one event loop; all instances share one port. Its handlers hold no state.
///
/// Deployed on an event loop it hosts reactive handlers; deployed as a virtual-thread verticle it
/// hosts blocking ones (see [dev.principia.contract.ReactiveHandler#of]).
public final class HttpVerticle extends VerticleBase {
  /// All instances take the same free port; with 0 each would take its own.
  private static final int SHARED_RANDOM_PORT = -1;

  /// How long a client may take to close a WebSocket that we close.
  private static final int CLOSING_SECONDS = 5;

  private static final Duration LAG_PERIOD = Duration.ofMillis(20);

  private final Supplier<ReactiveRoutes> routes;
  private final String host;
  private final int port;
  private final Duration drain;
  private final Meters meters;
  private final IntConsumer listening;
  private Optional<HttpServer> server = Optional.empty();

  /// @param routes made on this verticle's own context
  /// @param port 0 for any free one
  /// @param drain how long a shutdown waits for requests in flight
  /// @param listening is told the port
  public HttpVerticle(
      Supplier<ReactiveRoutes> routes,
      String host,
      int port,
      Duration drain,
      Meters meters,
      IntConsumer listening) {
    this.routes = routes;
    this.host = host;
    this.port = port;
    this.drain = drain;
    this.meters = meters;
    this.listening = listening;
  }

  @Override
  public Future<?> start() {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(host)
            .setPort(port == 0 ? SHARED_RANDOM_PORT : port)
            .setHandle100ContinueAutomatically(false)
            .setHttp2ClearTextEnabled(false)
            // The chain refuses a long address, alike on both servers; these only bound memory.
            .setMaxInitialLineLength(16 * 1024)
            .setMaxHeaderSize(16 * 1024)
            .setIdleTimeout(60)
            .setIdleTimeoutUnit(TimeUnit.SECONDS)
            .setWebSocketSubProtocols(List.of(Handshake.PROTOCOL))
            // Who speaks on refuses long messages; this only bounds memory.
            .setMaxWebSocketFrameSize(64 * 1024)
            .setPerFrameWebSocketCompressionSupported(false)
            .setPerMessageWebSocketCompressionSupported(true)
            .setWebSocketAllowServerNoContext(true)
            .setWebSocketPreferredClientNoContext(true)
            .setWebSocketClosingTimeout(CLOSING_SECONDS);
    watchLag();
    HttpServer http = vertx.createHttpServer(options);
    server = Optional.of(http);
    ReactiveRoutes mine = routes.get();
    return http.requestHandler(mine.handler())
        .invalidRequestHandler(mine::unreadable)
        .connectionHandler(
            connection -> StrictDecoder.install(connection, options, mine.patience()))
        .listen()
        .onSuccess(started -> listening.accept(started.actualPort()));
  }

  /// A timer that fires late by as much as this loop is busy with something else.
  private void watchLag() {
    Timer lag = meters.loopLag(Thread.currentThread().getName());
    long[] expected = {System.nanoTime() + LAG_PERIOD.toNanos()};
    vertx.setPeriodic(
        LAG_PERIOD.toMillis(),
        tick -> {
          long now = System.nanoTime();
          lag.record(Math.max(0, now - expected[0]), TimeUnit.NANOSECONDS);
          expected[0] = now + LAG_PERIOD.toNanos();
        });
  }

  @Override
  public Future<?> stop() {
    return server
        .map(http -> http.shutdown(drain.toMillis(), TimeUnit.MILLISECONDS))
        .orElse(Future.succeededFuture());
  }
}
