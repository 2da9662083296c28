package dev.principia.job;

import dev.principia.db.ReactiveChannel;
import dev.principia.db.ReactiveDb;
import dev.principia.metrics.JobMeters;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Works on jobs: one per process. It is called by PostgreSQL when something was enqueued, looks by
/// itself at least once a second, and at its end takes nothing more, waits for what runs and hands
/// back the rest.
public final class JobsVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(JobsVerticle.class);
  private static final long DRAIN_LOOK_MILLIS = 20;

  private final ReactiveDb db;
  private final ReactiveChannel calls;
  private final List<JobKind> kinds;
  private final JobSettings settings;
  private final JobMeters meters;
  private Optional<Working> working = Optional.empty();

  /// What there is between start and stop.
  private record Working(WorkerExecutor pool, Attempts attempts, List<JobQueue> queues) {
    boolean isIdle() {
      return attempts.running().isEmpty() && queues.stream().noneMatch(JobQueue::isTaking);
    }
  }

  /// @param calls says when something was enqueued
  /// @param kinds all that this process can do; jobs of other kinds are left to others
  public JobsVerticle(
      ReactiveDb db,
      ReactiveChannel calls,
      List<JobKind> kinds,
      JobSettings settings,
      JobMeters meters) {
    this.db = db;
    this.calls = calls;
    this.kinds = List.copyOf(kinds);
    this.settings = settings;
    this.meters = meters;
  }

  @Override
  public Future<?> start() {
    WorkerExecutor pool = vertx.createSharedWorkerExecutor("jobs", settings.threads());
    Attempts attempts = new Attempts(vertx, db, settings, meters, pool);
    List<JobQueue> queues =
        kinds.stream()
            .collect(Collectors.groupingBy(kind -> kind.type().queue()))
            .entrySet()
            .stream()
            .map(queue -> queue(queue.getKey(), queue.getValue(), attempts))
            .toList();
    working = Optional.of(new Working(pool, attempts, queues));
    Upkeep upkeep = new Upkeep(db, attempts, queues, settings, meters);
    vertx.setPeriodic(0, JobSettings.POLL.toMillis(), tick -> upkeep.look());
    vertx.setPeriodic(settings.heartbeat().toMillis(), tick -> upkeep.beat());
    return calls.listen(() -> queues.forEach(JobQueue::call));
  }

  private JobQueue queue(String name, List<JobKind> all, Attempts attempts) {
    Map<String, JobKind> byName =
        all.stream().collect(Collectors.toMap(kind -> kind.type().name(), Function.identity()));
    JobQueue queue = new JobQueue(name, byName, settings.concurrency(), attempts, vertx);
    meters.running(name, queue::busy);
    return queue;
  }

  @Override
  public Future<?> stop() {
    return working.map(this::drain).orElseGet(Future::succeededFuture);
  }

  private Future<Void> drain(Working work) {
    work.queues().forEach(JobQueue::close);
    return Future.any(idle(work), vertx.timer(drainMillis(), TimeUnit.MILLISECONDS))
        .compose(waited -> handBack(work.attempts()))
        .eventually(() -> calls.close().otherwiseEmpty())
        .eventually(work.pool()::close);
  }

  private long drainMillis() {
    return Math.max(1, settings.drain().toMillis());
  }

  private Future<Void> idle(Working work) {
    Promise<Void> idle = Promise.promise();
    if (work.isIdle()) {
      return Future.succeededFuture();
    }
    vertx.setPeriodic(
        DRAIN_LOOK_MILLIS,
        timer -> {
          if (work.isIdle()) {
            vertx.cancelTimer(timer);
            idle.tryComplete();
          }
        });
    return idle.future();
  }

  /// What cannot be handed back now is taken from this process when its leases are over.
  private static Future<Void> handBack(Attempts attempts) {
    List<RunningJob> rest = attempts.running();
    return attempts
        .release(rest.stream().map(RunningJob::lease).toList())
        .onSuccess(done -> rest.forEach(each -> each.end(Stop.HANDED_BACK)))
        .onFailure(
            lost -> LOG.warn("{} jobs are not handed back: {}", rest.size(), lost.toString()))
        .otherwiseEmpty()
        .mapEmpty();
  }
}
