package dev.principia.server;

import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;

/// Serves each request on the thread that Jetty gives it.
final class JettyRequests extends Handler.Abstract {
  private static final Duration LINGER = Duration.ofSeconds(1);

  private final BlockingRoutes routes;

  JettyRequests(BlockingRoutes routes) {
    this.routes = routes;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Exchange exchange = routes.open(new JettyHead(request));
    Answer answer = routes.serve(exchange, new JettyBody(request, routes.limits().patience()));
    if (answer.stream().isPresent()) {
      new JettyStream(routes, exchange, response, callback).write(answer);
      return true;
    }
    Callback done = Callback.from(finished(routes, exchange, answer), callback);
    if (answer.last()) {
      writeLast(request, response, answer, done);
    } else {
      JettyServer.write(response, answer, done);
    }
    return true;
  }

  /// A client that is still sending when its connection is closed may lose the answer: for a moment
  /// what it sends is thrown away.
  private static void writeLast(
      Request request, Response response, Answer answer, Callback callback) {
    try (Blocker.Callback sent = Blocker.callback();
        JettyBody rest = new JettyBody(request, LINGER)) {
      JettyServer.write(response, answer, sent);
      sent.block();
      rest.discard();
      callback.succeeded();
    } catch (IOException e) {
      callback.failed(e);
    }
  }

  private static Callback finished(BlockingRoutes routes, Exchange exchange, Answer answer) {
    return Callback.from(
        () -> routes.finished(exchange, answer.status(), answer.body().length()),
        lost -> routes.finished(exchange, Chain.CLIENT_CLOSED, 0));
  }

  /// Answers what Jetty could not read as a request.
  static final class Unreadable implements Request.Handler {
    private final BlockingRoutes routes;

    Unreadable(BlockingRoutes routes) {
      this.routes = routes;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      Exchange exchange = routes.open(new JettyHead(request));
      Answer answer = routes.unreadable(exchange, response.getStatus());
      JettyServer.write(
          response, answer, Callback.from(finished(routes, exchange, answer), callback));
      return true;
    }
  }
}
