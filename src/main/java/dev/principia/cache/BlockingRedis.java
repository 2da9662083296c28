package dev.principia.cache;

import java.net.URI;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

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

  /// Commands that are sent together.
  AbstractPipeline pipeline() {
    return redis.pipelined();
  }

  @Override
  public void close() {
    redis.close();
  }
}
