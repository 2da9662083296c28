package dev.principia.lab;

import dev.principia.contract.Call;
import dev.principia.contract.ReactiveHandler;
import dev.principia.contract.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.util.Map;
import java.util.Objects;

/// Calls another system from the event loop: what is in flight is memory, and no thread.
public final class ReactiveDownstream {
  private static final int CONNECTIONS = 10_000;

  private final HttpClient client;
  private final URI other;

  /// @param other where the other system is
  public ReactiveDownstream(Vertx vertx, URI other) {
    this.client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    this.other = other;
  }

  /// The handlers by operation id.
  public Map<String, ReactiveHandler> handlers() {
    return Map.of("labDownstream", this::call);
  }

  private Future<Reply> call(Call call) {
    long millis = call.integer("ms");
    return client
        .request(HttpMethod.GET, other.getPort(), other.getHost(), Downstream.asked(call))
        .compose(HttpClientRequest::send)
        .compose(answer -> answer.body())
        .map(Objects::requireNonNull)
        .map(body -> Work.waited(millis))
        .recover(failure -> Future.failedFuture(Work.away(failure)));
  }
}
