package dev.principia.lab;

import dev.principia.contract.Call;
import dev.principia.contract.ReactiveHandler;
import dev.principia.contract.Reply;
import dev.principia.guard.Guard;
import dev.principia.guard.ReactiveGuard;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// Calls another system from the event loop: what is in flight is memory, and no thread.
public final class ReactiveDownstream {
  private static final int CONNECTIONS = 10_000;
  private static final int CONNECT_MILLIS = 2_000;

  private final HttpClient client;
  private final ReactiveGuard guard;
  private final URI other;

  /// @param other where the other system is
  public ReactiveDownstream(Vertx vertx, Guard guard, URI other) {
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    this.guard = new ReactiveGuard(vertx, guard);
    this.other = other;
  }

  /// The handlers by operation id.
  public Map<String, ReactiveHandler> handlers() {
    return Map.of("labDownstream", this::call);
  }

  private Future<Reply> call(Call call) {
    return guard
        .repeatable(() -> ask(call))
        .recover(failure -> Future.failedFuture(Work.away(failure)));
  }

  private Future<Reply> ask(Call call) {
    long millis = call.integer("ms");
    return client
        .request(HttpMethod.GET, other.getPort(), other.getHost(), Downstream.asked(call))
        .compose(request -> request.idleTimeout(Work.patience(millis).toMillis()).send())
        .compose(answer -> answer.body().map(body -> reply(answer, millis)));
  }

  private static Reply reply(HttpClientResponse answer, long millis) {
    return Work.answered(
        answer.statusCode(), Optional.ofNullable(answer.getHeader("Retry-After")), millis);
  }
}
