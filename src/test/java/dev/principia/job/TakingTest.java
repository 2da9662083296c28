package dev.principia.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.Proves;
import dev.principia.Services;
import dev.principia.contract.Digests;
import dev.principia.db.BlockingDb;
import dev.principia.db.BlockingJdbcDb;
import dev.principia.db.BlockingPool;
import dev.principia.db.BlockingTx;
import dev.principia.db.Migrations;
import dev.principia.db.Query;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whose a tick is, asked of the database itself.
final class TakingTest {
  private static final Query<Boolean> NOTHING = Query.of("select true as done", row -> true);

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private BlockingPool pool;
  private BlockingDb db;

  @BeforeEach
  void migrate() {
    pool = new BlockingPool(Services.settings(Services.shared().emptyDatabase()));
    var _ = new Migrations(pool).apply();
    db = new BlockingJdbcDb(pool, Map.of(), new SecretKeySpec(Digests.sha256("k"), "HmacSHA256"));
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  @Proves("16.7")
  void ofManyWhoWantATickAtOnceOneGetsIt() throws Exception {
    Schedule schedule = schedule(Missed.RUN_ONCE);
    for (int i = 0; i < 20; i++) {
      Instant tick = now.plusSeconds(i);
      Callable<Boolean> taking = () -> db.work(tx -> take(tx, schedule, tick)).isPresent();
      try (ExecutorService many = Executors.newFixedThreadPool(4)) {
        List<Future<Boolean>> all =
            many.invokeAll(IntStream.range(0, 4).mapToObj(each -> taking).toList());
        int taken = 0;
        for (Future<Boolean> each : all) {
          taken += each.get() ? 1 : 0;
        }
        assertEquals(1, taken);
      }
    }
  }

  @Test
  void aTickWhoseTransactionIsUndoneIsStillThere() {
    Schedule schedule = schedule(Missed.RUN_ONCE);
    assertThrows(
        IllegalStateException.class,
        () ->
            db.work(
                first -> {
                  assertTrue(take(first, schedule, now).isPresent());
                  // While the first one works, others neither get it nor wait.
                  assertEquals(Optional.empty(), db.work(tx -> take(tx, schedule, now)));
                  Instant next = now.plusSeconds(60);
                  assertEquals(Optional.empty(), db.work(tx -> take(tx, schedule, next)));
                  throw new IllegalStateException("the work of the tick fails");
                }));
    assertTrue(db.work(tx -> take(tx, schedule, now)).isPresent());
    assertEquals(Optional.empty(), db.work(tx -> take(tx, schedule, now)));
  }

  @Test
  @Proves("16.7")
  void aProcessThatWasAwayForLongTakesNothingThatIsOver() {
    Schedule schedule = schedule(Missed.SKIP);
    assertTrue(db.work(tx -> take(tx, schedule, now)).isPresent());
    Instant old = now.minus(Duration.ofHours(1));
    assertEquals(Optional.empty(), db.work(tx -> take(tx, schedule, old)));
    Schedule other = new Schedule("other", schedule.rhythm(), Missed.SKIP, tick -> NOTHING);
    Ticks.Taken late = db.work(tx -> take(tx, other, old)).orElseThrow();
    assertTrue(late.skipped());
    assertTrue(late.late().compareTo(Duration.ofHours(1)) >= 0);
  }

  @Test
  void aNewScheduleOwesNothingAndAChangedOneNothingOfBefore() {
    Schedule hourly = schedule(Missed.RUN_ONCE);
    register(hourly);
    assertEquals(Optional.empty(), ticks().due(hourly.rhythm()));
    pastDays(3);
    assertEquals(Optional.of(hourly.rhythm().last(ticks().now())), ticks().due(hourly.rhythm()));
    register(hourly);
    assertTrue(ticks().due(hourly.rhythm()).isPresent());
    Schedule daily =
        new Schedule(
            "tidy", new Cron("0 0 * * *", ZoneId.of("UTC")), Missed.RUN_ONCE, tick -> NOTHING);
    register(daily);
    assertEquals(Optional.empty(), ticks().due(daily.rhythm()));
  }

  @Test
  void ticksAreForgottenAfterAWeekButTheNewest() {
    Schedule schedule = schedule(Missed.RUN_ONCE);
    for (int i = 0; i < 3; i++) {
      Instant tick = now.plusSeconds(i);
      assertTrue(db.work(tx -> take(tx, schedule, tick)).isPresent());
    }
    run(Query.command("update schedule_ticks set done_at = now() - interval '8 days'"), 3);
    run(ScheduleSql.purge(), 2);
  }

  private static Schedule schedule(Missed missed) {
    return new Schedule("tidy", new Every(Duration.ofHours(1)), missed, tick -> NOTHING);
  }

  private static Optional<Ticks.Taken> take(BlockingTx tx, Schedule schedule, Instant tick) {
    return tx.one(ScheduleSql.take(schedule, tick));
  }

  private void register(Schedule schedule) {
    int changed = db.work(tx -> tx.run(ScheduleSql.register(List.of(schedule))));
    assertTrue(changed <= 1);
  }

  private void pastDays(int days) {
    String sql = "update schedules set since = now() - make_interval(days => $1)";
    run(Query.command(sql, days), 1);
  }

  private void run(Query<?> query, int rows) {
    int touched = db.work(tx -> tx.run(query));
    assertEquals(rows, touched);
  }

  private Ticks ticks() {
    return db.work(tx -> tx.only(ScheduleSql.all()));
  }
}
