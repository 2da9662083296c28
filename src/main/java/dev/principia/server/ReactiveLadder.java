package dev.principia.server;

import dev.principia.contract.Contract;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RouterBuilder;

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
    return ReactiveRoutes.load(vertx, ladder.chain().contract())
        .map(
            mounted -> {
              RouterBuilder builder = RouterBuilder.create(vertx, mounted);
              for (OpenAPIRoute route : builder.getRoutes()) {
                route
                    .setDoValidation(false)
                    .addHandler(context -> bare(ladder).handle(context.request()));
              }
              Router root = Router.router(vertx);
              root.route(Contract.BASE + "/*").subRouter(builder.createRouter());
              return root;
            });
  }
}
