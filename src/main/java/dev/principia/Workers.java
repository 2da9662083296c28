package dev.principia;

import dev.principia.account.ReactiveExportJobs;
import dev.principia.course.ReactiveImportJobs;
import dev.principia.db.DbSettings;
import dev.principia.db.ReactiveChannel;
import dev.principia.db.ReactiveDb;
import dev.principia.db.ReactivePgDb;
import dev.principia.db.ReactivePool;
import dev.principia.job.JobKind;
import dev.principia.job.JobSettings;
import dev.principia.job.JobsVerticle;
import dev.principia.job.SchedulerVerticle;
import dev.principia.lab.ReactiveLabJobs;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// What a process with the role `worker` runs, beside either server: always on an event loop, and
/// with connections of its own, so that jobs take none from requests and requests none from jobs.
final class Workers {
  /// For the transactions of jobs and schedules.
  private static final int POOLED = 2;

  /// With one for single statements and one that listens.
  static final int CONNECTIONS = POOLED + 2;

  private final Vertx vertx;
  private final Config config;
  private final Parts parts;
  private final ReactivePool pool;
  private final ReactiveDb db;
  private final ReactiveChannel calls;
  private Future<String> scheduler = Future.succeededFuture("");
  private Future<String> jobs = Future.succeededFuture("");

  Workers(Vertx vertx, Config config, Parts parts) {
    DbSettings settings = config.postgres().reserving(config.postgres().connections() - POOLED);
    this.vertx = vertx;
    this.config = config;
    this.parts = parts;
    this.pool = new ReactivePool(vertx, settings, "workers");
    this.db =
        ReactivePgDb.pipelined(
            vertx, settings, pool, parts.refusals(), config.secret(), parts.committed());
    this.calls = new ReactiveChannel(vertx, settings, "jobs");
  }

  Future<?> start() {
    scheduler =
        vertx.deployVerticle(
            new SchedulerVerticle(db, parts.schedules(), parts.meters()), new DeploymentOptions());
    jobs =
        vertx.deployVerticle(
            new JobsVerticle(
                db, calls, kinds(vertx, config, db), settings(), parts.meters().jobs()),
            new DeploymentOptions());
    return Future.all(scheduler, jobs);
  }

  /// All kinds of jobs and who does them.
  static List<JobKind> kinds(Vertx vertx, Config config, ReactiveDb db) {
    List<JobKind> kinds = new ArrayList<>();
    kinds.addAll(new ReactiveExportJobs(db, Parts.export()).kinds());
    kinds.addAll(new ReactiveImportJobs(vertx).kinds());
    if (config.lab()) {
      kinds.addAll(new ReactiveLabJobs(vertx).kinds());
    }
    return kinds;
  }

  private JobSettings settings() {
    return new JobSettings(
        "%d-%04x"
            .formatted(ProcessHandle.current().pid(), ThreadLocalRandom.current().nextInt(1 << 16)),
        config.jobLease(),
        config.jobConcurrency(),
        Runtime.getRuntime().availableProcessors(),
        config.drainTimeout());
  }

  /// Nothing that is due from now on is begun here.
  void stopScheduler() {
    undeploy(scheduler);
  }

  /// Takes no more jobs, waits for those that run, and hands back the rest.
  void stopJobs() {
    undeploy(jobs);
  }

  void close() {
    pool.close().await();
  }

  private void undeploy(Future<String> deployment) {
    if (deployment.succeeded() && !deployment.result().isEmpty()) {
      vertx.undeploy(deployment.result()).await();
    }
  }
}
