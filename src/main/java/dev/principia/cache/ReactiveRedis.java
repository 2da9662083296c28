package dev.principia.cache;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisAPI;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Redis for the event loop. It connects when it is first asked, and again after it was away.
public final class ReactiveRedis {
  private static final int QUEUE = 16_384;

  private final Redis redis;

  /// @param url `redis://:password@host:port/database`
  public ReactiveRedis(Vertx vertx, String url) {
    this.redis =
        Redis.createClient(
            vertx,
            new RedisOptions()
                .setConnectionString(url)
                .setMaxPoolWaiting(QUEUE)
                .setMaxWaitingHandlers(QUEUE));
  }

  /// Succeeds when Redis answers within two seconds.
  public Future<Void> ping() {
    return RedisAPI.api(redis).ping(List.of()).timeout(2, TimeUnit.SECONDS).mapEmpty();
  }

  /// Sends all requests at once; the answers come in their order, as text.
  Future<List<String>> batch(List<Request> requests) {
    return redis
        .batch(requests)
        .timeout(2, TimeUnit.SECONDS)
        .map(answers -> answers.stream().map(String::valueOf).toList());
  }

  public Future<Void> close() {
    redis.close();
    return Future.succeededFuture();
  }
}
