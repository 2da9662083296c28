package dev.principia.job;

import dev.principia.contract.Problem;
import dev.principia.db.ReactiveDb;
import dev.principia.metrics.JobMeters;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// The attempts that are under way in this process: runs a job and writes down how it ended. On its
/// event loop alone.
final class Attempts {
  private static final long RETRY_MILLIS = 200;

  private final Vertx vertx;
  private final ReactiveDb db;
  private final JobSettings settings;
  private final JobMeters meters;
  private final WorkerExecutor pool;
  private final Completions completions;
  private final Map<Lease, RunningJob> running = new LinkedHashMap<>();

  Attempts(
      Vertx vertx, ReactiveDb db, JobSettings settings, JobMeters meters, WorkerExecutor pool) {
    this.vertx = vertx;
    this.db = db;
    this.settings = settings;
    this.meters = meters;
    this.pool = pool;
    this.completions = new Completions(vertx, vertx.getOrCreateContext(), db);
  }

  Future<List<TakenJob>> take(String queue, Priority least, Collection<String> types, int most) {
    return db.ask(WorkSql.take(queue, least, types, most, settings));
  }

  Future<?> release(Collection<Lease> leases) {
    return leases.isEmpty() ? Future.succeededFuture() : db.ask(WorkSql.release(leases));
  }

  List<RunningJob> running() {
    return new ArrayList<>(running.values());
  }

  /// Succeeds, always, when the end of the attempt is written down or is another worker's to write.
  Future<?> run(String queue, JobKind kind, TakenJob job) {
    meters.waited(queue, job.waited());
    JobContext context = new JobContext(job, db, settings.lease(), pool);
    Promise<JsonObject> ended = Promise.promise();
    RunningJob attempt = new RunningJob(job, kind.type(), context, ended, System.nanoTime());
    running.put(job.lease(), attempt);
    begin(kind, context)
        .onComplete(
            result -> {
              if (result.succeeded()) {
                ended.tryComplete(result.result());
              } else {
                ended.tryFail(result.cause());
              }
            });
    return ended
        .future()
        .transform(outcome -> settle(attempt, outcome))
        .onFailure(unforeseen -> JobLog.unwritten(attempt, unforeseen))
        .otherwise("stale")
        .onSuccess(outcome -> ended(attempt, outcome))
        .onComplete(done -> running.remove(job.lease()));
  }

  /// Whatever a handler throws, an `Error` too, is this job's failure and nobody else's.
  private static Future<JsonObject> begin(JobKind kind, JobContext context) {
    try {
      return Objects.requireNonNull(kind.handler().run(context), "the handler answered nothing");
    } catch (Throwable thrown) {
      return Future.failedFuture(thrown);
    }
  }

  /// Answers the outcome's name.
  private Future<String> settle(RunningJob attempt, AsyncResult<JsonObject> outcome) {
    if (attempt.context().isCompleted()) {
      return Future.succeededFuture("done");
    }
    if (outcome.failed()) {
      return failed(attempt, outcome.cause());
    }
    JsonObject result = Optional.ofNullable(outcome.result()).orElseGet(JsonObject::new);
    return completions
        .add(attempt.lease(), result)
        .map(own -> own ? "done" : "stale")
        .recover(
            failure ->
                failed(attempt, new IllegalStateException("The result cannot be kept", failure)));
  }

  /// What is not this worker's own any more is not its to write down.
  private Future<String> failed(RunningJob attempt, Throwable failure) {
    if (failure instanceof JobStopped && !attempt.context().isCancelled()) {
      return Future.succeededFuture("stale");
    }
    return write(attempt.lease(), Failing.of(attempt, failure, ThreadLocalRandom.current()))
        .map(states -> states.isEmpty() ? "stale" : Failing.outcome(states.getFirst()))
        .onSuccess(outcome -> JobLog.failed(attempt, outcome, failure));
  }

  /// What the database cannot take now it is given later.
  private Future<List<JobState>> write(Lease lease, WorkSql.Failed failed) {
    return db.ask(WorkSql.failed(lease, failed))
        .recover(
            failure ->
                failure instanceof Problem
                    ? vertx
                        .timer(RETRY_MILLIS, TimeUnit.MILLISECONDS)
                        .compose(over -> write(lease, failed))
                    : Future.failedFuture(failure));
  }

  private void ended(RunningJob attempt, String outcome) {
    meters.ran(attempt.type().name(), outcome, attempt.took());
    JobLog.ended(attempt, outcome);
  }
}
