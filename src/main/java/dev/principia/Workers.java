package dev.principia;

import dev.principia.db.ReactiveDb;
import dev.principia.job.SchedulerVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/// What a process with the role `worker` runs, beside either server: always on an event loop.
final class Workers {
  private Workers() {}

  /// Succeeds with the deployment's id.
  static Future<String> deploy(Vertx vertx, ReactiveDb db, Parts parts) {
    return vertx.deployVerticle(
        new SchedulerVerticle(db, parts.schedules(), parts.meters()), new DeploymentOptions());
  }
}
