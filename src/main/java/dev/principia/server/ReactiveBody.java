package dev.principia.server;

import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.function.Supplier;

/// Reads a request's body into memory, up to a limit and within a time.
final class ReactiveBody {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final int limit;
  private final Supplier<Problem> tooLarge;
  private final Promise<Buffer> result = Promise.promise();
  private final Buffer body = Buffer.buffer();

  ReactiveBody(Vertx vertx, HttpServerRequest request, int limit, Supplier<Problem> tooLarge) {
    this.vertx = vertx;
    this.request = request;
    this.limit = limit;
    this.tooLarge = tooLarge;
  }

  Future<Buffer> read() {
    long timer = vertx.setTimer(PATIENCE.toMillis(), late -> giveUp());
    if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      request.response().writeContinue();
    }
    request.handler(this::append);
    request.exceptionHandler(result::tryFail);
    request.endHandler(end -> result.tryComplete(body));
    return result.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  private void append(Buffer chunk) {
    if (body.length() + chunk.length() > limit) {
      refuse(tooLarge.get());
    } else if (!result.future().isComplete()) {
      body.appendBuffer(chunk);
    }
  }

  private void giveUp() {
    refuse(Problem.of(ProblemType.REQUEST_TIMEOUT, "The body did not arrive in time."));
  }

  /// The rest of the body is not wanted: the connection cannot be used for another request.
  private void refuse(Problem problem) {
    result.tryFail(problem.with("Connection", "close"));
  }
}
