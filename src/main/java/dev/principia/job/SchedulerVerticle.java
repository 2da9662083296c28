package dev.principia.job;

import dev.principia.db.ReactiveDb;
import dev.principia.db.ReactiveTx;
import dev.principia.metrics.Meters;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Works the ticks of schedules. Every process looks every second, or as often as the shortest
/// interval wants, by the database's clock, which gives each tick to one of them. A process that
/// dies in a tick loses the tick's transaction, and another one takes it.
public final class SchedulerVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(SchedulerVerticle.class);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);

  private final ReactiveDb db;
  private final List<Turn> turns;
  private final Meters meters;
  private boolean registered;
  private boolean busy;
  private boolean lost;

  public SchedulerVerticle(ReactiveDb db, List<Schedule> schedules, Meters meters) {
    this.db = db;
    this.turns = schedules.stream().map(Turn::new).toList();
    this.meters = meters;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(pause().toMillis(), passed -> look());
    return Future.succeededFuture();
  }

  private Duration pause() {
    return turns.stream()
        .map(turn -> turn.schedule().rhythm())
        .map(rhythm -> rhythm instanceof Every(Duration each) ? each : LONGEST_LOOK)
        .reduce(LONGEST_LOOK, (a, b) -> a.compareTo(b) < 0 ? a : b);
  }

  private void look() {
    if (busy) {
      return;
    }
    busy = true;
    register()
        .compose(known -> db.ask(ScheduleSql.all()))
        .onSuccess(all -> lost = false)
        .onFailure(this::away)
        .compose(this::workAll)
        .onComplete(done -> busy = false);
  }

  private Future<Boolean> register() {
    if (registered) {
      return Future.succeededFuture(true);
    }
    List<Schedule> schedules = turns.stream().map(Turn::schedule).toList();
    return db.work(tx -> tx.run(ScheduleSql.register(schedules))).map(changed -> registered = true);
  }

  private void away(Throwable failure) {
    if (!lost) {
      LOG.warn("schedules wait: {}", failure.toString());
    }
    lost = true;
  }

  /// One after the other: a process needs one connection for all of them.
  private Future<?> workAll(List<Ticks> all) {
    Map<String, Ticks> ticks =
        all.stream().collect(Collectors.toMap(Ticks::schedule, Function.identity()));
    Future<?> before = Future.succeededFuture();
    for (Turn turn : turns) {
      Optional<Instant> due =
          Optional.ofNullable(ticks.get(turn.schedule().name()))
              .flatMap(each -> each.due(turn.schedule().rhythm()));
      if (due.isPresent() && turn.isTime()) {
        before = before.transform(done -> work(turn, due.get()));
      }
    }
    return before;
  }

  private Future<?> work(Turn turn, Instant tick) {
    Schedule schedule = turn.schedule();
    return db.work(tx -> work(tx, schedule, tick))
        .onSuccess(done -> done.ifPresent(run -> report(turn, run)))
        .onFailure(failure -> fail(turn, failure));
  }

  private record Run(Ticks.Taken taken, int rows) {}

  private static Future<Optional<Run>> work(ReactiveTx tx, Schedule schedule, Instant tick) {
    return tx.one(ScheduleSql.take(schedule, tick))
        .compose(
            taken ->
                taken.isEmpty() || taken.get().skipped()
                    ? Future.succeededFuture(taken.map(skipped -> new Run(skipped, 0)))
                    : tx.run(schedule.work().apply(tick))
                        .map(rows -> taken.map(mine -> new Run(mine, rows))));
  }

  private void report(Turn turn, Run run) {
    String name = turn.schedule().name();
    turn.succeeded();
    meters.scheduledRuns(name, run.taken().skipped() ? "skipped" : "done").increment();
    if (run.taken().skipped()) {
      LOG.warn("skipped, too late: {}", name);
      return;
    }
    meters.scheduledLateness(name).record(run.taken().late());
    meters.scheduledRows(name).increment(run.rows());
    if (run.rows() > 0) {
      LOG.info("{}: {} rows", name, run.rows());
    }
  }

  private void fail(Turn turn, Throwable failure) {
    turn.failed();
    meters.scheduledRuns(turn.schedule().name(), "failed").increment();
    LOG.warn("{} failed and will be tried again: {}", turn.schedule().name(), failure.toString());
  }
}
