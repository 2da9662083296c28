package dev.principia;

import dev.principia.cache.ReactiveRedis;
import dev.principia.db.ReactivePgDb;
import dev.principia.db.ReactiveProbe;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/// Asks PostgreSQL and Redis once a second whether they are there, on a connection that no request
/// uses, so that a busy pool is not taken for a dead database.
final class ReactiveWatch {
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final ReactiveProbe postgres;
  private final ReactiveRedis redis;
  private final Parts parts;
  private boolean busy;

  ReactiveWatch(Vertx vertx, Config config, ReactiveRedis redis, Parts parts) {
    this.vertx = vertx;
    this.postgres = ReactivePgDb.probe(vertx, config.postgres());
    this.redis = redis;
    this.parts = parts;
  }

  /// Succeeds after the first look.
  Future<?> start() {
    vertx.setPeriodic(PERIOD.toMillis(), tick -> look());
    return look();
  }

  private Future<?> look() {
    if (busy) {
      return Future.succeededFuture();
    }
    busy = true;
    return Future.join(
            postgres
                .ask()
                .onComplete(up -> parts.health().dependency("postgresql", true, up.succeeded())),
            redis
                .ping()
                .onComplete(up -> parts.health().dependency("redis", false, up.succeeded())))
        .onComplete(done -> busy = false)
        .otherwiseEmpty();
  }
}
