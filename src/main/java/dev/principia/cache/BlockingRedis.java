package dev.principia.cache;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/// Redis for a thread that may wait.
public final class BlockingRedis implements AutoCloseable {
  private final RedisClient redis;

  /// @param url `redis://:password@host:port/database`
  public BlockingRedis(String url) {
    this.redis = RedisClient.create(URI.create(url));
  }

  /// Whether Redis answers; waits as long as the driver's timeout, two seconds.
  public boolean answers() {
    try {
      return redis.ping().equals("PONG");
    } catch (JedisException e) {
      return false;
    }
  }

  void publish(String channel, String message) {
    redis.publish(channel, message);
  }

  /// Waits for messages until the subscription ends.
  void subscribe(JedisPubSub subscription, String channel) {
    redis.subscribe(subscription, channel);
  }

  /// Commands that are sent together.
  AbstractPipeline pipeline() {
    return redis.pipelined();
  }

  /// The value of a key, if there is one.
  Optional<byte[]> get(String key) {
    return Optional.ofNullable(redis.get(bytes(key)));
  }

  /// True for one of many who ask within a while: it makes what the others wait for.
  boolean lease(String key) {
    SetParams once = SetParams.setParams().nx().px(ReactiveRedis.LEASE_MILLIS);
    return redis.set(bytes(key + ReactiveRedis.LEASE), bytes("1"), once) != null;
  }

  /// Keeps the value for about ten minutes, and ends the lease.
  void put(String key, byte[] value) {
    long millis = LocalCache.jittered(CacheName.LIFETIME.toMillis());
    try (AbstractPipeline pipeline = redis.pipelined()) {
      pipeline.set(bytes(key), value, SetParams.setParams().px(millis));
      pipeline.del(key + ReactiveRedis.LEASE);
      pipeline.sync();
    }
  }

  /// Ends the lease, when there is nothing to keep.
  void release(String key) {
    redis.del(key + ReactiveRedis.LEASE);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    redis.close();
  }
}
