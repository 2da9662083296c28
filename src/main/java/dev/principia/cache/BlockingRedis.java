package dev.principia.cache;

import dev.principia.guard.BlockingGuard;
import dev.principia.guard.Guard;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/// Redis for a thread that may wait.
public final class BlockingRedis implements AutoCloseable {
  private final RedisClient redis;
  private final BlockingGuard guard;

  /// @param url `redis://:password@host:port/database`
  /// @param guard refuses to ask while Redis is away
  public BlockingRedis(String url, Guard guard) {
    this.guard = new BlockingGuard(guard);
    this.redis = RedisClient.create(URI.create(url));
  }

  /// Whether Redis answers; waits as long as the driver's timeout, two seconds. Asks also while
  /// others are refused.
  public boolean answers() {
    try {
      return redis.ping().equals("PONG");
    } catch (JedisException e) {
      return false;
    }
  }

  void publish(String channel, String message) {
    var _ = guard.once(() -> redis.publish(channel, message));
  }

  /// Waits for messages until the subscription ends.
  void subscribe(JedisPubSub subscription, String channel) {
    redis.subscribe(subscription, channel);
  }

  /// Commands that are sent together.
  ///
  /// @param commands fills the pipeline, sends it and reads the answers
  /// @throws dev.principia.guard.CircuitOpen while Redis is left alone, as all others do
  <T> T piped(Function<AbstractPipeline, T> commands) {
    return guard.once(
        () -> {
          try (AbstractPipeline pipeline = redis.pipelined()) {
            return commands.apply(pipeline);
          }
        });
  }

  /// The value of a key, if there is one.
  Optional<byte[]> get(String key) {
    return guard.once(() -> Optional.ofNullable(redis.get(bytes(key))));
  }

  /// True for one of many who ask within a while: it makes what the others wait for.
  boolean lease(String key) {
    SetParams once = SetParams.setParams().nx().px(ReactiveRedis.LEASE_MILLIS);
    return guard.once(() -> redis.set(bytes(key + ReactiveRedis.LEASE), bytes("1"), once) != null);
  }

  /// Keeps the value for about ten minutes, and ends the lease.
  void put(String key, byte[] value) {
    long millis = LocalCache.jittered(CacheName.LIFETIME.toMillis());
    var _ =
        piped(
            pipeline -> {
              pipeline.set(bytes(key), value, SetParams.setParams().px(millis));
              pipeline.del(key + ReactiveRedis.LEASE);
              pipeline.sync();
              return true;
            });
  }

  /// Ends the lease, when there is nothing to keep.
  void release(String key) {
    var _ = guard.once(() -> redis.del(key + ReactiveRedis.LEASE));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    redis.close();
  }
}
