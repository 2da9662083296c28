package dev.principia.server;

import dev.principia.contract.Contract;
import dev.principia.contract.Head;
import dev.principia.contract.Operation;
import dev.principia.contract.Route;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;

/// A ladder on one event loop.
public final class ReactiveLadder {
  private ReactiveLadder() {}

  public static Future<HttpServer> listen(Vertx vertx, Ladder ladder, String host, int port) {
    return (ladder.has(1) ? routed(vertx, ladder) : Future.succeededFuture(bare(ladder)))
        .compose(handler -> vertx.createHttpServer().requestHandler(handler).listen(port, host));
  }

  private static Handler<HttpServerRequest> bare(Ladder ladder) {
    return request -> {
      var _ = ReactiveAnswers.write(request.response(), ladder.climb(new VertxHead(request)));
    };
  }

  /// Mounted as the real one is.
  private static Future<Handler<HttpServerRequest>> routed(Vertx vertx, Ladder ladder) {
    Contract contract = ladder.chain().contract();
    return ReactiveRoutes.load(vertx, contract)
        .map(mounted -> new ReactivePaths(vertx, mounted, bare(ladder)))
        .map(
            paths ->
                request ->
                    found(contract, request)
                        .ifPresent(operation -> paths.handle(operation, request)));
  }

  private static Optional<Operation> found(Contract contract, HttpServerRequest request) {
    Head head = new VertxHead(request);
    return contract.route(head.method(), head.path())
            instanceof Route.Found(Operation operation, List<String> segments)
        ? Optional.of(operation)
        : Optional.empty();
  }
}
