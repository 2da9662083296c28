package dev.principia.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

/// The management port of the event-loop server.
public final class ReactiveManagement {
  private ReactiveManagement() {}

  /// Listens; port 0 takes any free one.
  public static Future<HttpServer> listen(
      Vertx vertx, Management management, String host, int port) {
    return vertx
        .createHttpServer()
        .requestHandler(request -> answer(vertx, management, request))
        .listen(port, host);
  }

  /// Hundreds of meters are a long text, and the first time it takes a cold program a tenth of a
  /// second: that is no work for a loop. Probes are, since they ask whether it lives.
  private static void answer(Vertx vertx, Management management, HttpServerRequest request) {
    String method = request.method().name();
    String path = new VertxHead(request).path();
    if (!path.equals(Management.METRICS)) {
      ReactiveAnswers.write(request.response(), management.answer(method, path));
      return;
    }
    vertx
        .executeBlocking(() -> management.answer(method, path), false)
        .onSuccess(answer -> ReactiveAnswers.write(request.response(), answer))
        .onFailure(mistake -> request.response().setStatusCode(500).end());
  }
}
