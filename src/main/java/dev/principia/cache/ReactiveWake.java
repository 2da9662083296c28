package dev.principia.cache;

import dev.principia.contract.Wake;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/// Calls through Redis' publish and subscribe, on the event loop. Without Redis nobody is called,
/// and a lost subscription is renewed every second.
public final class ReactiveWake implements Wake {
  static final String CHANNEL = "principia:wake";
  static final Duration AGAIN = Duration.ofSeconds(1);

  private final String self = UUID.randomUUID().toString();
  private final Vertx vertx;
  private final ReactiveRedis redis;
  private volatile boolean closed;
  private volatile Optional<RedisConnection> subscription = Optional.empty();

  public ReactiveWake(Vertx vertx, ReactiveRedis redis) {
    this.vertx = vertx;
    this.redis = redis;
  }

  @Override
  public void others() {
    var _ = redis.publish(CHANNEL, self);
  }

  @Override
  public void listen(Runnable called) {
    AtomicBoolean over = new AtomicBoolean();
    Runnable again =
        () -> {
          if (over.compareAndSet(false, true) && !closed) {
            vertx.setTimer(AGAIN.toMillis(), later -> listen(called));
          }
        };
    redis
        .connect()
        .compose(
            connection -> {
              subscription = Optional.of(connection);
              connection.handler(message -> heard(message, called));
              connection.exceptionHandler(lost -> close(connection, again));
              connection.endHandler(end -> close(connection, again));
              return connection.send(Request.cmd(Command.SUBSCRIBE).arg(CHANNEL));
            })
        .onFailure(lost -> again.run());
  }

  private static void close(RedisConnection connection, Runnable again) {
    var _ = connection.close();
    again.run();
  }

  @Override
  public void close() {
    closed = true;
    subscription.ifPresent(RedisConnection::close);
  }

  /// `message`, the channel, and who has called.
  private void heard(Response message, Runnable called) {
    if (message.size() == 3
        && message.get(0).toString().equals("message")
        && !message.get(2).toString().equals(self)) {
      called.run();
    }
  }
}
