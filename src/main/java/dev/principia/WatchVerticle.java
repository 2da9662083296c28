package dev.principia;

import dev.principia.cache.ReactiveRedis;
import dev.principia.db.ReactiveProbe;
import dev.principia.server.Health;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;

/// Asks PostgreSQL and Redis once a second whether they are there, on a connection that no request
/// uses, so that a busy pool is not taken for a dead database.
final class WatchVerticle extends VerticleBase {
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final ReactiveProbe postgres;
  private final ReactiveRedis redis;
  private final Health health;
  private boolean busy;

  WatchVerticle(ReactiveProbe postgres, ReactiveRedis redis, Health health) {
    this.postgres = postgres;
    this.redis = redis;
    this.health = health;
  }

  /// Succeeds after the first look.
  @Override
  public Future<?> start() {
    vertx.setPeriodic(PERIOD.toMillis(), tick -> look());
    return look();
  }

  private Future<?> look() {
    if (busy) {
      return Future.succeededFuture();
    }
    busy = true;
    return Future.join(
            postgres.ask().onComplete(up -> health.dependency("postgresql", true, up.succeeded())),
            redis.ping().onComplete(up -> health.dependency("redis", false, up.succeeded())))
        .onComplete(done -> busy = false)
        .otherwiseEmpty();
  }
}
