package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.db.BlockingDb;
import dev.principia.db.Idempotency;
import dev.principia.db.Query;
import dev.principia.db.ReactiveDb;
import dev.principia.db.ReactivePgDb;
import dev.principia.db.ReactivePool;
import dev.principia.job.Cron;
import dev.principia.job.Every;
import dev.principia.job.Missed;
import dev.principia.job.Rhythm;
import dev.principia.job.Schedule;
import dev.principia.job.SchedulerVerticle;
import dev.principia.metrics.Meters;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What is done at a time, asked of several processes' worth of schedulers on one database.
@Execution(ExecutionMode.CONCURRENT)
final class ScheduleTest {
  private static final Duration INTERVAL = Duration.ofMillis(300);
  private static final Duration SOON = Duration.ofSeconds(10);

  private static final Query<Boolean> BROKEN = Query.command("delete from nowhere");

  private Database database;
  private Config config;

  @BeforeEach
  void migrate() {
    config = Services.shared().config(Map.of("postgres-url", Services.shared().emptyDatabase()));
    database = new Database(config);
    database.migrate();
    run("create table runs (tick timestamptz not null)");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  @Proves("16.7")
  void threeInstancesWorkEachTickOnce() {
    List<Schedule> schedules = List.of(logged(new Every(INTERVAL), Missed.RUN_ONCE));
    try (Meters meters = new Meters();
        Scheduler first = new Scheduler(schedules, meters);
        Scheduler second = new Scheduler(schedules, meters);
        Scheduler third = new Scheduler(schedules, meters)) {
      Until.within(SOON, "runs", () -> meters.scheduledRuns("log", "done").count() >= 5);
      assertTrue(first.isRunning() && second.isRunning() && third.isRunning());
      assertTrue(meters.scheduledLateness("log").count() >= 5);
    }
    List<OffsetDateTime> runs = runs();
    assertTrue(runs.size() >= 5);
    assertEquals(Set.copyOf(runs).size(), runs.size());
    assertEquals(ticks(false), runs);
    runs.forEach(tick -> assertEquals(0, tick.toInstant().toEpochMilli() % INTERVAL.toMillis()));
  }

  @Test
  @Proves("16.7")
  void ofTheTicksThatAllMissedTheNewestIsWorkedOnce() {
    Rhythm rhythm = halfADayAgo();
    Instant newest = rhythm.last(Instant.now());
    missed(rhythm);
    try (Meters meters = new Meters();
        Scheduler first =
            new Scheduler(List.of(logged(rhythm, Missed.RUN_ONCE), pulse("first")), meters);
        Scheduler second =
            new Scheduler(List.of(logged(rhythm, Missed.RUN_ONCE), pulse("second")), meters)) {
      Until.within(SOON, "the run", () -> meters.scheduledRuns("log", "done").count() >= 1);
      looksTwice(meters, "first");
      looksTwice(meters, "second");
      assertTrue(first.isRunning() && second.isRunning());
      assertTrue(meters.scheduledLateness("log").max(TimeUnit.HOURS) >= 11);
    }
    assertEquals(List.of(newest), runs().stream().map(OffsetDateTime::toInstant).toList());
  }

  @Test
  @Proves("16.7")
  void orItIsSkippedWhenThatIsThePolicy() {
    Rhythm rhythm = halfADayAgo();
    missed(rhythm);
    try (Meters meters = new Meters();
        Scheduler scheduler =
            new Scheduler(List.of(logged(rhythm, Missed.SKIP), pulse("pulse")), meters)) {
      Until.within(SOON, "the skip", () -> meters.scheduledRuns("log", "skipped").count() == 1);
      looksTwice(meters, "pulse");
      assertTrue(scheduler.isRunning());
      assertEquals(1, meters.scheduledRuns("log", "skipped").count());
      assertEquals(0, meters.scheduledRuns("log", "done").count());
    }
    assertEquals(List.of(), runs());
    assertEquals(1, ticks(true).size());
  }

  @Test
  void operatorsSeeWhatWasDoneLastAndWhatIsNext() {
    missed(new Cron("30 2 * * *", ZoneId.of("Europe/Berlin")));
    try (Program program =
        Program.start(
            Map.of("PRINCIPIA_REDIS_URL", Services.shared().redisUrl()),
            "schedules",
            "--set",
            "postgres-url=" + config.postgres().url(),
            "--set",
            "secret=" + Services.shared().secret())) {
      assertEquals(0, program.awaitExit(), program::output);
      String line = "log +30 2 [*] [*] [*] +Europe/Berlin +-? +20..-..-..T0[01]:30:00Z";
      assertTrue(Pattern.compile(line).matcher(program.output()).find(), program::output);
    }
  }

  private static Schedule logged(Rhythm rhythm, Missed missed) {
    return new Schedule("log", rhythm, missed, ScheduleTest::log);
  }

  private static Query<Boolean> log(Instant tick) {
    return Query.command("insert into runs (tick) values ($1)", tick.atOffset(ZoneOffset.UTC));
  }

  /// A daily tick that is far from now.
  private static Rhythm halfADayAgo() {
    int hour = (OffsetDateTime.now(ZoneOffset.UTC).getHour() + 12) % 24;
    return new Cron("30 " + hour + " * * *", ZoneId.of("UTC"));
  }

  /// A schedule whose processes have been away for three days.
  private void missed(Rhythm rhythm) {
    int inserted =
        database
            .db()
            .work(
                tx ->
                    tx.run(
                        Query.command(
                            """
                            insert into schedules (name, rhythm, zone, since)
                            values ('log', $1, $2, now() - interval '3 days')
                            """,
                            rhythm.text(),
                            rhythm.zone().getId())));
    assertEquals(1, inserted);
  }

  /// Shows that its scheduler looks.
  private static Schedule pulse(String name) {
    return Schedule.purge(name, new Every(INTERVAL), Idempotency.purge());
  }

  private static void looksTwice(Meters meters, String pulse) {
    Counter done = meters.scheduledRuns("purge " + pulse, "done");
    double before = done.count();
    Until.within(SOON, "looks", () -> done.count() >= before + 2);
  }

  private List<OffsetDateTime> runs() {
    return ask(
        Query.of(
            "select tick from runs order by tick", row -> row.get(OffsetDateTime.class, "tick")));
  }

  private List<OffsetDateTime> ticks(boolean skipped) {
    return ask(
        Query.of(
            "select tick from schedule_ticks where skipped = $1 order by tick",
            row -> row.get(OffsetDateTime.class, "tick"),
            skipped));
  }

  @Test
  void expiredIdempotencyKeysAreRemovedAndLiveOnesStay() {
    String insert =
        """
        insert into idempotency_keys (scope, key, fingerprint, expires_at)
        values ('s', 'expired', '', now() - interval '1 second'),
               ('s', 'live', '', now() + interval '1 hour')
        """;
    run(insert);
    try (App app =
        App.start(
            Services.shared()
                .config(
                    Map.of(
                        "postgres-url",
                        config.postgres().url().toString(),
                        "purge-interval",
                        "100")))) {
      Until.within(SOON, "the purge", () -> !keys().contains("expired"));
      assertEquals(List.of("live"), keys());
      String metrics = Api.on(app.managementPort()).get("/metrics").is(200).text();
      assertTrue(
          metrics.contains("scheduled_rows_total{schedule=\"purge idempotency_keys\"} 1.0"),
          metrics);
      assertTrue(
          metrics.contains(
              "scheduled_runs_total{outcome=\"done\",schedule=\"purge idempotency_keys\"}"),
          metrics);
    }
  }

  @Test
  @Proves("10.7")
  void notesAndCoursesLieInTheTrashForThirtyDays() {
    run(
        """
        with owner as (
          insert into accounts (id, email, name, password_hash)
          values (gen_random_uuid(), 'a@example.org', 'A', '$argon2id$') returning id
        ), course as (
          insert into courses (id, slug, title, owner_id, deleted_at)
          select gen_random_uuid(), slug, slug, id, now() - age from owner,
                 (values ('old-one', interval '30 days 1 minute'), ('young-one', interval '29 days'))
                 as courses (slug, age)
        )
        insert into notes (id, account_id, title, deleted_at)
        select gen_random_uuid(), id, title, now() - age from owner,
               (values ('old', interval '30 days 1 minute'), ('young', interval '29 days 23 hours'),
                       ('live', null)) as notes (title, age)
        """);
    try (App app =
        App.start(
            Services.shared()
                .config(
                    Map.of(
                        "postgres-url",
                        config.postgres().url().toString(),
                        "purge-interval",
                        "100")))) {
      Until.within(SOON, "the purge", () -> !titles().contains("old"));
      String metrics = Api.on(app.managementPort()).get("/metrics").is(200).text();
      assertTrue(metrics.contains("scheduled_rows_total{schedule=\"purge notes\"} 1.0"), metrics);
      assertEquals(List.of("live", "young"), titles());
      Until.within(SOON, "the purge of courses", () -> slugs().equals(List.of("young-one")));
    }
  }

  private List<String> titles() {
    return ask(
        Query.of("select title from notes order by title", row -> row.get(String.class, "title")));
  }

  private List<String> slugs() {
    return ask(
        Query.of("select slug from courses order by slug", row -> row.get(String.class, "slug")));
  }

  private List<String> keys() {
    return ask(Query.of("select key from idempotency_keys", key -> key.get(String.class, "key")));
  }

  @Test
  void aFailingJobIsCountedAndTriedAgainAndDoesNotStopTheOthers() {
    Rhythm often = new Every(INTERVAL);
    List<Schedule> schedules =
        List.of(
            Schedule.purge("nowhere", often, BROKEN),
            Schedule.purge("idempotency_keys", often, Idempotency.purge()));
    try (Meters meters = new Meters();
        Scheduler scheduler = new Scheduler(schedules, meters)) {
      Until.within(
          SOON, "failures", () -> meters.scheduledRuns("purge nowhere", "failed").count() >= 2);
      Until.within(
          SOON,
          "the other",
          () -> meters.scheduledRuns("purge idempotency_keys", "done").count() >= 2);
      run("create table nowhere ()");
      Until.within(
          SOON, "success", () -> meters.scheduledRuns("purge nowhere", "done").count() >= 1);
      assertTrue(scheduler.isRunning());
    }
  }

  /// One process's worth: an event loop and connections of its own.
  private final class Scheduler implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();

    Scheduler(List<Schedule> schedules, Meters meters) {
      ReactivePool pool = new ReactivePool(vertx, config.postgres().reserving(14));
      ReactiveDb db = ReactivePgDb.pooled(pool, Map.of(), config.secret());
      vertx.deployVerticle(new SchedulerVerticle(db, schedules, meters)).await();
    }

    boolean isRunning() {
      return vertx.deploymentIDs().size() == 1;
    }

    @Override
    public void close() {
      vertx.close().await();
    }
  }

  private void run(String sql) {
    BlockingDb db = database.db();
    int touched = db.work(tx -> tx.run(Query.command(sql)));
    assertTrue(touched >= 0);
  }

  private <T> List<T> ask(Query<T> query) {
    return database.db().work(tx -> tx.list(query));
  }
}
