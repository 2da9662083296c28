package dev.principia.server;

import dev.principia.contract.Caller;
import dev.principia.contract.Contract;
import dev.principia.contract.Operation;
import dev.principia.contract.ReactiveAuthenticator;
import dev.principia.contract.ReactiveHandler;
import dev.principia.contract.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The event loop's way through the chain. Routes are mounted from the contract; checks are the
/// chain's, on the loop, without the router's own validation and its worker hop.
public final class ReactiveRoutes {
  private final Vertx vertx;
  private final OpenAPIContract mounted;
  private final Chain chain;
  private final ReactiveAuthenticator authenticator;
  private final Map<String, ReactiveHandler> handlers;
  private final Duration deadline;

  /// @param mounted see [#load]
  /// @param authenticator finds out who asks
  /// @param handlers one per operation, by its id
  /// @param deadline the longest that a handler may take
  public ReactiveRoutes(
      Vertx vertx,
      OpenAPIContract mounted,
      Chain chain,
      ReactiveAuthenticator authenticator,
      Map<String, ReactiveHandler> handlers,
      Duration deadline) {
    chain.contract().requireHandlers(handlers.keySet());
    this.vertx = vertx;
    this.mounted = mounted;
    this.chain = chain;
    this.authenticator = authenticator;
    this.handlers = handlers;
    this.deadline = deadline;
  }

  /// The contract as the router wants it; loaded once for all event loops, because it takes long.
  public static Future<OpenAPIContract> load(Vertx vertx, Contract contract) {
    return OpenAPIContract.from(vertx, contract.skeleton());
  }

  /// A router for one event loop.
  Router router() {
    RouterBuilder builder = RouterBuilder.create(vertx, mounted);
    for (OpenAPIRoute route : builder.getRoutes()) {
      route.setDoValidation(false).addHandler(this::serve);
    }
    Router root = Router.router(vertx);
    root.route(Contract.BASE + "/*").subRouter(builder.createRouter());
    // HEAD, OPTIONS, other methods, pages and everything unknown.
    root.route().handler(this::serve);
    return root;
  }

  private void serve(RoutingContext context) {
    HttpServerRequest request = context.request();
    Exchange exchange = chain.open(new VertxHead(request));
    watch(exchange, request.response());
    reply(exchange, request)
        .onSuccess(reply -> write(request.response(), chain.answer(exchange, reply)))
        .onFailure(failure -> write(request.response(), chain.failed(exchange, failure)));
  }

  private Future<Reply> reply(Exchange exchange, HttpServerRequest request) {
    try {
      var early = chain.route(exchange);
      if (early.isPresent()) {
        return Future.succeededFuture(early.get());
      }
      return identified(exchange, request, authenticator.authenticate(exchange.head()));
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  /// While the caller is looked up, the body has to wait: nobody reads it yet.
  private Future<Reply> identified(
      Exchange exchange, HttpServerRequest request, Future<Caller> caller) {
    if (caller.succeeded()) {
      return admit(exchange, request, caller.result());
    }
    request.pause();
    Future<Reply> reply = caller.compose(found -> admit(exchange, request, found));
    caller.onComplete(done -> request.resume());
    return reply;
  }

  private Future<Reply> admit(Exchange exchange, HttpServerRequest request, Caller caller) {
    try {
      exchange.identified(caller);
      return chain.checkHead(exchange)
          ? body(request).compose(body -> handle(exchange, body))
          : handle(exchange, Buffer.buffer());
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private Future<Reply> handle(Exchange exchange, Buffer body) {
    try {
      Operation operation = exchange.operation().orElseThrow();
      return java.util.Objects.requireNonNull(handlers.get(operation.id()))
          .handle(chain.call(exchange, body))
          .timeout(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private Future<Buffer> body(HttpServerRequest request) {
    return new ReactiveBody(vertx, request, chain.bodyLimit(), chain::tooLarge).read();
  }

  private void watch(Exchange exchange, HttpServerResponse response) {
    response.endHandler(
        done -> chain.finished(exchange, response.getStatusCode(), response.bytesWritten()));
    response.closeHandler(lost -> chain.finished(exchange, Chain.CLIENT_CLOSED, 0));
  }

  static void write(HttpServerResponse response, Answer answer) {
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(answer.status());
    for (Map.Entry<String, String> header : answer.headers()) {
      response.headers().add(header.getKey(), header.getValue());
    }
    if (answer.sendBody() && answer.body().length() > 0) {
      response.end(answer.body());
    } else {
      response.end();
    }
  }
}
