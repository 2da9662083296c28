package dev.principia.cache;

import dev.principia.guard.Guard;
import dev.principia.guard.ReactiveGuard;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisAPI;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Redis for the event loop. It connects when it is first asked, and again after it was away.
public final class ReactiveRedis {
  private static final int QUEUE = 16_384;

  static final String LEASE = ":lease";
  static final long LEASE_MILLIS = 2_000;

  /// The longest that a request waits for a cached answer.
  static final long PATIENCE_MILLIS = 500;

  private final Redis redis;
  private final ReactiveGuard guard;

  /// @param url `redis://:password@host:port/database`
  /// @param guard refuses to ask while Redis is away
  public ReactiveRedis(Vertx vertx, String url, Guard guard) {
    this.guard = new ReactiveGuard(vertx, guard);
    this.redis =
        Redis.createClient(
            vertx,
            new RedisOptions()
                .setConnectionString(url)
                .setMaxPoolWaiting(QUEUE)
                .setMaxWaitingHandlers(QUEUE));
  }

  /// Succeeds when Redis answers within two seconds. Asks also while others are refused.
  public Future<Void> ping() {
    return RedisAPI.api(redis).ping(List.of()).timeout(2, TimeUnit.SECONDS).mapEmpty();
  }

  /// A connection of the caller's own, to be closed by it.
  Future<RedisConnection> connect() {
    return redis.connect().timeout(2, TimeUnit.SECONDS);
  }

  /// Succeeds when Redis has taken the message.
  Future<Void> publish(String channel, String message) {
    return send(Request.cmd(Command.PUBLISH).arg(channel).arg(message)).mapEmpty();
  }

  /// Sends all requests at once; the answers come in their order, as text.
  Future<List<String>> batch(List<Request> requests) {
    return guard
        .once(() -> redis.batch(requests).timeout(2, TimeUnit.SECONDS))
        .map(answers -> answers.stream().map(String::valueOf).toList());
  }

  /// Sends all requests at once; the answers come in their order.
  Future<List<Optional<Response>>> answers(List<Request> requests) {
    return redis
        .batch(requests)
        .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
        .map(answers -> answers.stream().map(Optional::ofNullable).toList());
  }

  /// The value of a key, if there is one.
  Future<Optional<byte[]>> get(String key) {
    return send(Request.cmd(Command.GET).arg(key)).map(answer -> answer.map(Response::toBytes));
  }

  /// True for one of many who ask within a while: it makes what the others wait for.
  Future<Boolean> lease(String key) {
    return send(Request.cmd(Command.SET)
            .arg(key + LEASE)
            .arg("1")
            .arg("NX")
            .arg("PX")
            .arg(LEASE_MILLIS))
        .map(Optional::isPresent);
  }

  /// Keeps the value for about ten minutes, and ends the lease.
  Future<Void> put(String key, Buffer value) {
    long millis = LocalCache.jittered(CacheName.LIFETIME.toMillis());
    List<Request> both =
        List.of(
            Request.cmd(Command.SET).arg(key).arg(value).arg("PX").arg(millis),
            Request.cmd(Command.DEL).arg(key + LEASE));
    return guard
        .once(() -> redis.batch(both).timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
        .mapEmpty();
  }

  /// Ends the lease, when there is nothing to keep.
  Future<Void> release(String key) {
    return send(Request.cmd(Command.DEL).arg(key + LEASE)).mapEmpty();
  }

  private Future<Optional<Response>> send(Request request) {
    return guard
        .once(() -> redis.send(request).timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
        .map(Optional::ofNullable);
  }

  public Future<Void> close() {
    redis.close();
    return Future.succeededFuture();
  }
}
