package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.db.BlockingDb;
import dev.principia.db.Idempotency;
import dev.principia.db.Query;
import dev.principia.db.ReactivePgDb;
import dev.principia.db.ReactivePool;
import dev.principia.job.Purge;
import dev.principia.job.SchedulerVerticle;
import dev.principia.metrics.Meters;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is done at a time, asked of several processes' worth of schedulers on one database.
final class ScheduleTest {
  private static final Duration INTERVAL = Duration.ofMillis(300);
  private static final Duration SOON = Duration.ofSeconds(10);

  /// A run that leaves the time of its transaction.
  private static final Query<Boolean> LOGGED =
      Query.command("insert into runs (at, by) values (now(), pg_backend_pid())");

  private static final Query<Boolean> BROKEN = Query.command("delete from nowhere");

  private Database database;
  private Config config;

  @BeforeEach
  void migrate() {
    config = Services.shared().config(Map.of("postgres-url", Services.shared().emptyDatabase()));
    database = new Database(config);
    database.migrate();
    run("create table runs (at timestamptz not null, by integer not null)");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void inAWholeClusterAJobRunsOncePerInterval() {
    List<Purge> purges = List.of(new Purge("runs", LOGGED, INTERVAL));
    try (Meters meters = new Meters();
        Scheduler first = new Scheduler(purges, meters);
        Scheduler second = new Scheduler(purges, meters);
        Scheduler third = new Scheduler(purges, meters)) {
      Until.within(SOON, "runs", () -> meters.scheduledRuns("purge runs", "done").count() >= 5);
      assertTrue(first.isRunning() && second.isRunning() && third.isRunning());
    }
    String shortest =
        """
        select coalesce(min(gap) >= interval '300 ms', false) as kept
          from (select at - lag(at) over (order by at) as gap from runs) gaps
        """;
    assertEquals(List.of(true), ask(Query.of(shortest, row -> row.get(Boolean.class, "kept"))));
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
      assertTrue(metrics.contains("purged_rows_total{table=\"idempotency_keys\"} 1.0"), metrics);
      assertTrue(
          metrics.contains("scheduled_runs_total{job=\"purge idempotency_keys\",outcome=\"done\"}"),
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
      assertTrue(metrics.contains("purged_rows_total{table=\"notes\"} 1.0"), metrics);
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
    List<Purge> purges =
        List.of(
            new Purge("nowhere", BROKEN, INTERVAL),
            new Purge("idempotency_keys", Idempotency.purge(), INTERVAL));
    try (Meters meters = new Meters();
        Scheduler scheduler = new Scheduler(purges, meters)) {
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

    Scheduler(List<Purge> purges, Meters meters) {
      ReactivePool pool = new ReactivePool(vertx, config.postgres().reserving(14));
      vertx
          .deployVerticle(
              new SchedulerVerticle(
                  ReactivePgDb.pooled(pool, Map.of(), config.secret()), purges, meters))
          .await();
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
