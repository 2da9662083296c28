package dev.principia.job;

import dev.principia.db.ReactiveDb;
import dev.principia.db.ReactiveTx;
import dev.principia.metrics.Meters;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs what is due, once per interval in the whole cluster: every process asks every second, or as
/// often as the shortest interval wants, and the database gives each run to one of them. A process
/// that dies in a run loses the run's transaction and with it the claim.
public final class SchedulerVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(SchedulerVerticle.class);
  private static final Duration LONGEST_TICK = Duration.ofSeconds(1);

  private final ReactiveDb db;
  private final List<Purge> purges;
  private final Meters meters;
  private boolean busy;

  public SchedulerVerticle(ReactiveDb db, List<Purge> purges, Meters meters) {
    this.db = db;
    this.purges = List.copyOf(purges);
    this.meters = meters;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(tick().toMillis(), tick -> runDue());
    return Future.succeededFuture();
  }

  private Duration tick() {
    return purges.stream()
        .map(Purge::interval)
        .filter(interval -> interval.compareTo(LONGEST_TICK) < 0)
        .min(Comparator.naturalOrder())
        .orElse(LONGEST_TICK);
  }

  private void runDue() {
    if (busy) {
      return;
    }
    busy = true;
    Future.join(purges.stream().map(this::run).toList()).onComplete(done -> busy = false);
  }

  private Future<Integer> run(Purge purge) {
    return db.work(
            tx -> claim(tx, purge).compose(mine -> mine ? tx.run(purge.delete()) : skipped()))
        .onSuccess(rows -> report(purge, rows))
        .onFailure(failure -> fail(purge, failure));
  }

  private static Future<Boolean> claim(ReactiveTx tx, Purge purge) {
    return tx.only(ScheduleSql.alone(purge.job()))
        .compose(
            alone ->
                alone
                    ? tx.run(ScheduleSql.claim(purge.job(), purge.interval())).map(n -> n == 1)
                    : Future.succeededFuture(false));
  }

  private static final int NOT_MINE = -1;

  private static Future<Integer> skipped() {
    return Future.succeededFuture(NOT_MINE);
  }

  private void report(Purge purge, int rows) {
    if (rows != NOT_MINE) {
      meters.scheduledRuns(purge.job(), "done").increment();
      meters.purged(purge.table()).increment(rows);
      if (rows > 0) {
        LOG.info("purged {} rows of {}", rows, purge.table());
      }
    }
  }

  private void fail(Purge purge, Throwable failure) {
    meters.scheduledRuns(purge.job(), "failed").increment();
    LOG.warn("{} failed and will be tried again: {}", purge.job(), failure.toString());
  }
}
