package dev.principia.job;

import dev.principia.db.ReactiveDb;
import dev.principia.metrics.JobMeters;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a worker does from time to time beside its jobs: for all workers it lets those wait whose
/// time has come and takes from those that were lost; for itself it holds its leases, writes down
/// progress and learns what it has lost. On its event loop alone.
final class Upkeep {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final int MEASURED_EVERY = 5;

  private final ReactiveDb db;
  private final Attempts attempts;
  private final List<JobQueue> queues;
  private final JobSettings settings;
  private final JobMeters meters;
  private boolean looking;
  private boolean beating;
  private int looks;

  Upkeep(
      ReactiveDb db,
      Attempts attempts,
      List<JobQueue> queues,
      JobSettings settings,
      JobMeters meters) {
    this.db = db;
    this.attempts = attempts;
    this.queues = queues;
    this.settings = settings;
    this.meters = meters;
  }

  void look() {
    attempts.running().stream().filter(RunningJob::isLate).forEach(each -> each.end(Stop.LATE));
    if (!looking) {
      looking = true;
      Future.join(List.of(promote(), retake(), limits(), watch(), progress(), measure()))
          .onFailure(lost -> LOG.warn("jobs are not looked after now: {}", lost.toString()))
          .onComplete(done -> looking = false);
    }
  }

  private Future<?> promote() {
    return db.ask(WorkSql.promote()).onSuccess(this::callAbout);
  }

  private void callAbout(Collection<?> found) {
    if (!found.isEmpty()) {
      queues.forEach(JobQueue::call);
    }
  }

  private Future<?> retake() {
    return db.ask(WorkSql.retake())
        .onSuccess(
            lost -> {
              lost.forEach(each -> meters.retaken(each.type()).increment());
              callAbout(lost);
            });
  }

  private Future<?> limits() {
    return db.ask(WorkSql.limits(queues.stream().map(JobQueue::name).toList()))
        .onSuccess(
            limits -> {
              Map<String, Integer> said =
                  limits.stream()
                      .collect(Collectors.toMap(WorkSql.Limit::queue, WorkSql.Limit::concurrency));
              queues.forEach(
                  each -> each.limit(said.getOrDefault(each.name(), settings.concurrency())));
            });
  }

  /// What is not this worker's any more ends here; whose job was cancelled is told.
  private Future<?> watch() {
    Map<Lease, RunningJob> watched = byLease();
    return watched.isEmpty()
        ? Future.succeededFuture()
        : db.ask(LeaseSql.watch(watched.keySet())).onSuccess(own -> compare(watched, own));
  }

  private Map<Lease, RunningJob> byLease() {
    return attempts.running().stream()
        .collect(Collectors.toMap(RunningJob::lease, Function.identity()));
  }

  private static void compare(Map<Lease, RunningJob> watched, List<LeaseSql.Watched> own) {
    own.forEach(
        each -> {
          RunningJob mine = watched.remove(each.lease());
          if (mine != null && each.cancelled()) {
            mine.cancel();
          }
        });
    watched.values().forEach(each -> each.end(Stop.LOST));
  }

  /// A row that is locked at this moment misses it; the next news come through.
  private Future<?> progress() {
    JsonArray all = new JsonArray();
    attempts
        .running()
        .forEach(
            each ->
                each.context()
                    .takeNews()
                    .ifPresent(
                        news ->
                            all.add(
                                each.lease()
                                    .json()
                                    .put("progress", news.percent())
                                    .put("note", news.note()))));
    return all.isEmpty() ? Future.succeededFuture() : db.ask(LeaseSql.progress(all));
  }

  void beat() {
    List<Lease> leases = attempts.running().stream().map(RunningJob::lease).toList();
    if (!leases.isEmpty() && !beating) {
      beating = true;
      db.ask(LeaseSql.beat(leases, settings.lease()))
          .onFailure(lost -> LOG.warn("leases are not held now: {}", lost.toString()))
          .onComplete(done -> beating = false);
    }
  }

  private Future<?> measure() {
    return looks++ % MEASURED_EVERY == 0
        ? db.ask(WorkSql.depth()).onSuccess(this::show)
        : Future.succeededFuture();
  }

  private void show(List<WorkSql.Depth> all) {
    meters.clear();
    all.forEach(
        each -> {
          meters.depth(each.queue(), each.state().word(), each.jobs());
          if (each.state() == JobState.WAITING) {
            meters.oldest(each.queue(), each.oldestSeconds());
          }
        });
  }
}
