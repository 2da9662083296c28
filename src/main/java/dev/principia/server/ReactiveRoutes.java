package dev.principia.server;

import dev.principia.contract.Call;
import dev.principia.contract.Caller;
import dev.principia.contract.Contract;
import dev.principia.contract.Head;
import dev.principia.contract.Operation;
import dev.principia.contract.ReactiveAuthenticator;
import dev.principia.contract.ReactiveHandler;
import dev.principia.contract.ReactiveSource;
import dev.principia.contract.Reply;
import dev.principia.contract.Route;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.openapi.contract.OpenAPIContract;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The event loop's way through the chain. Routes are mounted from the contract; checks are the
/// chain's, on the loop, without the router's own validation and its worker hop.
public final class ReactiveRoutes {
  /// RFC 6455, 7.4.1.
  private final Vertx vertx;

  private final OpenAPIContract mounted;
  private final Chain chain;
  private final ReactiveAuthenticator authenticator;
  private final Map<String, ReactiveHandler> handlers;
  private final Duration deadline;
  private final ReactiveAnswers answers;

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
    this.answers = new ReactiveAnswers(vertx);
  }

  /// The contract as the router wants it; loaded once for all event loops, because it takes long.
  public static Future<OpenAPIContract> load(Vertx vertx, Contract contract) {
    return OpenAPIContract.from(vertx, contract.skeleton());
  }

  /// What one event loop does with a request. Only what the contract knows goes to the router,
  /// which has its own way of failing over strange paths.
  Handler<HttpServerRequest> handler() {
    ReactivePaths paths = new ReactivePaths(vertx, mounted, this::serve);
    return request -> {
      if (!answers.isOver(request.connection())) {
        dispatch(paths, request);
      }
    };
  }

  private void dispatch(ReactivePaths paths, HttpServerRequest request) {
    Head head = new VertxHead(request);
    if (!hasOneHost(request)) {
      unreadable(request, 400);
    } else if (chain.contract().route(head.method(), head.path())
        instanceof Route.Found(Operation operation, List<String> segments)) {
      paths.handle(operation, request);
    } else {
      serve(request);
    }
  }

  /// RFC 9112, 3.2: no host, or two of them, is a broken request.
  private static boolean hasOneHost(HttpServerRequest request) {
    List<String> hosts = request.headers().getAll("Host");
    return hosts.size() == 1
        ? !hosts.getFirst().isBlank()
        : hosts.isEmpty() && request.version() == HttpVersion.HTTP_1_0;
  }

  private void serve(HttpServerRequest request) {
    Exchange exchange = chain.open(new VertxHead(request));
    watch(exchange, request.response());
    reply(exchange, request)
        .compose(reply -> answer(exchange, request, reply))
        .otherwise(failure -> Optional.of(chain.failed(exchange, failure)))
        .onSuccess(answer -> answer.ifPresent(each -> send(exchange, request, each)));
  }

  private Future<Optional<Answer>> answer(
      Exchange exchange, HttpServerRequest request, Reply reply) {
    return reply instanceof Reply.Upgrade upgrade
        ? new ReactiveHandshake(chain, exchange, request, upgrade)
            .finish()
            .map(taken -> Optional.empty())
        : Future.succeededFuture(Optional.of(chain.answer(exchange, reply)));
  }

  private void send(Exchange exchange, HttpServerRequest request, Answer answer) {
    answer.stream()
        .map(ReactiveSource.class::cast)
        .ifPresentOrElse(
            source ->
                answers.stream(request, answer, source)
                    .onFailure(failure -> brokenOff(exchange, request, failure)),
            () -> answers.send(request, answer));
  }

  /// A body that could not be made to its end: a problem when nothing of it was sent, else the
  /// connection is closed, and the client sees that the last chunk is missing.
  private void brokenOff(Exchange exchange, HttpServerRequest request, Throwable failure) {
    HttpServerResponse response = request.response();
    if (response.closed()) {
      return;
    }
    Answer problem = chain.failed(exchange, failure);
    if (response.headWritten()) {
      request.connection().close();
    } else {
      response.headers().clear();
      answers.send(request, problem);
    }
  }

  /// How long a head may take, like a body.
  Duration patience() {
    return chain.limits().patience();
  }

  /// Answers what the decoder could not read as a request.
  void unreadable(HttpServerRequest request) {
    if (answers.isOver(request.connection())) {
      return;
    }
    int status =
        switch (request.decoderResult().cause()) {
          case TooLongHttpLineException line -> 414;
          case TooLongHttpHeaderException headers -> 431;
          default -> 400;
        };
    unreadable(request, status);
  }

  private void unreadable(HttpServerRequest request, int status) {
    Exchange exchange = chain.open(new VertxHead(request));
    watch(exchange, request.response());
    answers.send(request, chain.unreadable(exchange, status));
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
      if (exchange.operation().orElseThrow().upgrades()) {
        return handshake(exchange, request);
      }
      return chain.checkHead(exchange)
          ? body(request).compose(body -> handle(exchange, body))
          : handle(exchange, Buffer.buffer());
    } catch (Throwable e) {
      return Future.failedFuture(e);
    }
  }

  /// A request that was read to its end cannot become another protocol: it waits.
  private Future<Reply> handshake(Exchange exchange, HttpServerRequest request) {
    var _ = chain.checkHead(exchange);
    request.pause();
    return handle(exchange, Buffer.buffer()).onFailure(refused -> request.resume());
  }

  private Future<Reply> handle(Exchange exchange, Buffer body) {
    try {
      Operation operation = exchange.operation().orElseThrow();
      Call call = chain.call(exchange, body);
      if (operation.upgrades()) {
        chain.checkHandshake(exchange);
      }
      Future<Reply> reply = Objects.requireNonNull(handlers.get(operation.id())).handle(call);
      return reply.isComplete() ? reply : withinDeadline(exchange, reply);
    } catch (Throwable e) {
      return Future.failedFuture(e);
    }
  }

  private Future<Reply> withinDeadline(Exchange exchange, Future<Reply> reply) {
    return reply
        .timeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(
            failure -> {
              if (failure instanceof TimeoutException) {
                exchange.deadline().pass();
              }
            });
  }

  private Future<Buffer> body(HttpServerRequest request) {
    return new ReactiveBody(vertx, request, chain.limits()).read();
  }

  private void watch(Exchange exchange, HttpServerResponse response) {
    response.endHandler(
        done -> chain.finished(exchange, response.getStatusCode(), response.bytesWritten()));
    response.closeHandler(lost -> chain.finished(exchange, Chain.CLIENT_CLOSED, 0));
  }
}
