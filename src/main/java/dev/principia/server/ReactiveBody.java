package dev.principia.server;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/// Reads a request's body into memory, within its limits.
final class ReactiveBody {
  private final Vertx vertx;
  private final HttpServerRequest request;
  private final BodyLimits limits;
  private final Promise<Buffer> result = Promise.promise();
  private final Buffer body = Buffer.buffer();

  ReactiveBody(Vertx vertx, HttpServerRequest request, BodyLimits limits) {
    this.vertx = vertx;
    this.request = request;
    this.limits = limits;
  }

  Future<Buffer> read() {
    long timer =
        vertx.setTimer(limits.patience().toMillis(), late -> result.tryFail(limits.tooSlow()));
    if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      request.response().writeContinue();
    }
    request.handler(this::append);
    request.exceptionHandler(lost -> result.tryFail(limits.brokenOff()));
    request.endHandler(end -> result.tryComplete(body));
    return result.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  private void append(Buffer chunk) {
    if (body.length() + chunk.length() > limits.bytes()) {
      result.tryFail(limits.tooLarge());
    } else if (!result.future().isComplete()) {
      body.appendBuffer(chunk);
    }
  }
}
