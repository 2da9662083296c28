package dev.principia;

import dev.principia.cache.BlockingRedis;
import dev.principia.db.BlockingProbe;
import dev.principia.db.DbSettings;
import dev.principia.server.Health;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Asks PostgreSQL and Redis once a second whether they are there, on a connection that no request
/// uses, so that a busy pool is not taken for a dead database.
final class BlockingWatch implements AutoCloseable {
  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(
          2, work -> Thread.ofPlatform().daemon().name("watch").unstarted(work));
  private final BlockingProbe postgres;
  private final BlockingRedis redis;
  private final Health health;

  BlockingWatch(DbSettings settings, BlockingRedis redis, Health health) {
    this.postgres = new BlockingProbe(settings);
    this.redis = redis;
    this.health = health;
  }

  /// Returns after the first look.
  void start() {
    lookAtPostgres();
    lookAtRedis();
    var unusedPostgres = timer.scheduleWithFixedDelay(this::lookAtPostgres, 1, 1, TimeUnit.SECONDS);
    var unusedRedis = timer.scheduleWithFixedDelay(this::lookAtRedis, 1, 1, TimeUnit.SECONDS);
  }

  private void lookAtPostgres() {
    health.dependency("postgresql", true, postgres.answers());
  }

  private void lookAtRedis() {
    health.dependency("redis", false, redis.answers());
  }

  @Override
  public void close() {
    timer.shutdownNow();
    postgres.close();
  }
}
