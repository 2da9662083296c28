package dev.principia.server;

import dev.principia.contract.ReactiveSource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Writes the answers of one event loop, and closes connections after their last one.
final class ReactiveAnswers {
  private static final Duration LINGER = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Set<HttpConnection> closing = new HashSet<>();

  ReactiveAnswers(Vertx vertx) {
    this.vertx = vertx;
  }

  /// Whether this connection has had its last answer: what still comes on it is not a request.
  boolean isOver(HttpConnection connection) {
    return closing.contains(connection);
  }

  void send(HttpServerRequest request, Answer answer) {
    if (answer.isHeavy()) {
      vertx.executeBlocking(answer::packed, false).onSuccess(packed -> sendPacked(request, packed));
    } else {
      sendPacked(request, answer.packed());
    }
  }

  /// Sends an answer whose body is made meanwhile. Fails when it could not be sent to its end; what
  /// was sent until then is in `headWritten` of the response.
  Future<Void> stream(HttpServerRequest request, Answer answer, ReactiveSource source) {
    HttpServerResponse response = request.response();
    head(response, answer).setChunked(true);
    return source
        .writeTo(response)
        .compose(written -> response.end())
        .onSuccess(
            sent -> {
              if (answer.last()) {
                close(request);
              }
            });
  }

  private static HttpServerResponse head(HttpServerResponse response, Answer answer) {
    response.setChunked(false).setStatusCode(answer.status());
    for (Map.Entry<String, String> header : answer.headers()) {
      response.headers().add(header.getKey(), header.getValue());
    }
    return response;
  }

  private void sendPacked(HttpServerRequest request, Answer answer) {
    if (!answer.last()) {
      var _ = write(request.response(), answer);
      return;
    }
    HttpConnection connection = request.connection();
    closing.add(connection);
    connection.closeHandler(closed -> closing.remove(connection));
    write(request.response(), answer).onComplete(sent -> close(request));
  }

  /// A client that is still sending when its connection is closed may lose the answer: for a moment
  /// what it sends is thrown away.
  private void close(HttpServerRequest request) {
    if (request.isEnded()) {
      var _ = request.connection().close();
    } else {
      vertx.setTimer(LINGER.toMillis(), late -> request.connection().close());
      request.endHandler(end -> request.connection().close());
    }
  }

  /// Nothing is written when the client has gone or has its answer already.
  static Future<Void> write(HttpServerResponse response, Answer answer) {
    if (response.ended() || response.closed()) {
      return Future.succeededFuture();
    }
    head(response, answer);
    return answer.sendBody() && answer.body().length() > 0
        ? response.end(answer.body())
        : response.end();
  }
}
