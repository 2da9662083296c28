package dev.principia.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;

/// The management port of the event-loop server.
public final class ReactiveManagement {
  private ReactiveManagement() {}

  /// Listens; port 0 takes any free one.
  public static Future<HttpServer> listen(
      Vertx vertx, Management management, String host, int port) {
    return vertx
        .createHttpServer()
        .requestHandler(
            request ->
                ReactiveAnswers.write(
                    request.response(),
                    management.answer(request.method().name(), new VertxHead(request).path())))
        .listen(port, host);
  }
}
