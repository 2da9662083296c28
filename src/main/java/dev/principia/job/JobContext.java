package dev.principia.job;

import dev.principia.db.ReactiveDb;
import dev.principia.db.ReactiveTx;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/// A job that runs, as its handler sees it. What is said of progress and asked about stopping may
/// be so from any thread, the rest from the event loop.
public final class JobContext {
  private static final int LONGEST_NOTE = 200;

  private final TakenJob job;
  private final ReactiveDb db;
  private final Duration lease;
  private final WorkerExecutor pool;
  private final AtomicReference<Optional<JobProgress>> news =
      new AtomicReference<>(Optional.empty());
  private volatile Optional<Stop> stopped = Optional.empty();
  private boolean completed;

  JobContext(TakenJob job, ReactiveDb db, Duration lease, WorkerExecutor pool) {
    this.job = job;
    this.db = db;
    this.lease = lease;
    this.pool = pool;
  }

  public UUID id() {
    return job.lease().job();
  }

  public JsonObject payload() {
    return job.payload();
  }

  /// Which attempt this is, from 1.
  public int attempt() {
    return job.attempt();
  }

  public Optional<UUID> owner() {
    return job.owner();
  }

  /// The id of the request that caused the job; empty when none did.
  public String request() {
    return job.request();
  }

  /// The id of the trace that the job belongs to; empty when there is none.
  public String trace() {
    return job.trace();
  }

  /// How far the work is. It is written down about once a second.
  ///
  /// @param percent from 0 to 100
  /// @param note a few words for the job's owner
  public void progress(int percent, String note) {
    String few = note.substring(0, Math.min(note.length(), LONGEST_NOTE));
    news.set(Optional.of(new JobProgress(Math.clamp(percent, 0, 100), few)));
  }

  /// Whether the work is for nothing: cancelled, another worker's by now, or handed back because
  /// the process ends.
  public boolean isStopped() {
    return stopped.isPresent();
  }

  /// For work in steps, between them.
  ///
  /// @throws JobStopped when the work is for nothing
  public void checkpoint() {
    stopped.ifPresent(
        why -> {
          throw new JobStopped(why.words());
        });
  }

  /// Work that takes the processor or waits for a thread, in a pool of its own.
  public <T> Future<T> inPool(Callable<T> work) {
    return pool.executeBlocking(work, false).map(Objects::requireNonNull);
  }

  /// A step of the work: one transaction in which nobody can take the job away, or none.
  public <T> Future<T> transaction(Function<ReactiveTx, Future<T>> work) {
    return db.work(
        tx ->
            tx.list(LeaseSql.fence(job.lease(), lease))
                .map(JobContext::owned)
                .compose(mine -> Objects.requireNonNull(work.apply(tx))));
  }

  /// The effect and the end of the job in one transaction: both are there or neither is. A worker
  /// whose job was taken away meanwhile has no effect.
  ///
  /// @param effect answers the result
  public Future<JsonObject> complete(Function<ReactiveTx, Future<JsonObject>> effect) {
    return db.work(tx -> effect.apply(tx).compose(result -> end(tx, result)))
        .onSuccess(result -> completed = true);
  }

  private Future<JsonObject> end(ReactiveTx tx, JsonObject result) {
    JsonArray one = new JsonArray().add(WorkSql.done(job.lease(), result));
    return tx.list(WorkSql.done(one)).map(JobContext::owned).map(result);
  }

  private static boolean owned(List<?> rows) {
    if (rows.isEmpty()) {
      throw new JobStopped(Stop.LOST.words());
    }
    return true;
  }

  void stop(Stop why) {
    stopped = Optional.of(why);
  }

  boolean isCancelled() {
    return stopped.equals(Optional.of(Stop.CANCELLED));
  }

  /// What was told of progress since the last time.
  Optional<JobProgress> takeNews() {
    return news.getAndSet(Optional.empty());
  }

  boolean isCompleted() {
    return completed;
  }
}
