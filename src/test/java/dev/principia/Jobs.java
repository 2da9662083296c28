package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.principia.db.DbSettings;
import dev.principia.db.Query;
import dev.principia.db.ReactiveChannel;
import dev.principia.db.ReactiveDb;
import dev.principia.db.ReactivePgDb;
import dev.principia.db.ReactivePool;
import dev.principia.job.Backoff;
import dev.principia.job.JobKind;
import dev.principia.job.JobSettings;
import dev.principia.job.JobSql;
import dev.principia.job.JobType;
import dev.principia.job.JobsVerticle;
import dev.principia.job.NewJob;
import dev.principia.metrics.Meters;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;

/// Jobs on one database, and processes' worth of workers for them.
final class Jobs implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(20);

  /// One attempt of it may take two seconds.
  static final JobType HASTY =
      new JobType(
          "hasty",
          "test",
          3,
          Duration.ofSeconds(2),
          new Backoff(Duration.ofMillis(50), Duration.ofMillis(50)));

  private final Config config;
  private final Database database;

  private Jobs(Config config) {
    this.config = config;
    this.database = new Database(config);
  }

  /// On a database of their own: nobody else's jobs are there.
  static Jobs alone() {
    Jobs jobs = on(Services.shared(), Services.shared().emptyDatabase());
    assertEquals(true, jobs.database.migrate().contains("V011__jobs.sql"));
    return jobs;
  }

  static Jobs on(Services services, String url) {
    return new Jobs(services.config(Map.of("postgres-url", url)));
  }

  Config config() {
    return config;
  }

  String url() {
    return config.postgres().url().toString();
  }

  /// In a transaction of its own.
  UUID enqueue(NewJob job) {
    return database.db().work(tx -> tx.only(JobSql.enqueue(job)));
  }

  void enqueueAll(List<NewJob> jobs) {
    database
        .db()
        .work(
            tx -> {
              jobs.forEach(each -> tx.only(JobSql.enqueue(each)));
              return true;
            });
  }

  /// How many rows it touched.
  int run(String sql, Object... arguments) {
    return database.db().work(tx -> tx.run(Query.command(sql, arguments)));
  }

  /// One value, as text.
  String text(String sql, Object... arguments) {
    return database
        .db()
        .work(tx -> tx.only(Query.of(sql, row -> row.get(String.class, "text"), arguments)));
  }

  String state(UUID job) {
    return text("select state as text from jobs where id = $1", job);
  }

  /// The whole row, by its columns' names.
  JsonObject row(UUID job) {
    return new JsonObject(text("select to_jsonb(j)::text as text from jobs j where id = $1", job));
  }

  long count(String where) {
    return Long.parseLong(text("select count(*)::text as text from jobs where " + where));
  }

  void awaitState(UUID job, String state) {
    Until.within(SOON, "job " + state, () -> state(job).equals(state));
  }

  /// Runs now whatever is due or waits for its time, and waits until nothing is left to do. There
  /// has to be a worker.
  void finishAll() {
    Until.within(
        SOON,
        "no open jobs",
        () -> {
          hurry();
          return count("finished_at is null") == 0;
        });
  }

  /// What waits for its time is due now.
  void hurry() {
    run("update jobs set run_at = now() where state = 'scheduled' and run_at > now()");
  }

  static JobSettings settings(String name) {
    return new JobSettings(name, Duration.ofSeconds(15), 20, 2, Duration.ofSeconds(10));
  }

  static Query<Boolean> raise(UUID counter) {
    return Query.command("update lab_counters set value = value + 1 where id = $1", counter);
  }

  /// A worker for the kinds of the program itself.
  Worker lab(JobSettings settings) {
    return new Worker(settings, (vertx, db) -> Workers.kinds(vertx, config, db));
  }

  Worker worker(JobKind... kinds) {
    return worker(settings("w1"), kinds);
  }

  Worker worker(JobSettings settings, JobKind... kinds) {
    return new Worker(settings, (vertx, db) -> List.of(kinds));
  }

  /// One process's worth: an event loop and connections of its own.
  final class Worker implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Meters meters = new Meters();
    private final ReactivePool pool;
    private final ReactiveDb db;
    private final String deployment;
    private boolean closed;

    private Worker(JobSettings settings, BiFunction<Vertx, ReactiveDb, List<JobKind>> kinds) {
      DbSettings few = config.postgres().reserving(config.postgres().connections() - 3);
      pool = new ReactivePool(vertx, few, "workers");
      db = ReactivePgDb.pipelined(vertx, few, pool, Map.of(), config.secret());
      deployment =
          vertx
              .deployVerticle(
                  new JobsVerticle(
                      db,
                      new ReactiveChannel(vertx, few, "jobs"),
                      kinds.apply(vertx, db),
                      settings,
                      meters.jobs()))
              .await();
    }

    Vertx vertx() {
      return vertx;
    }

    ReactiveDb db() {
      return db;
    }

    long runs(String type, String outcome) {
      return meters.jobs().runs(type, outcome);
    }

    String metrics() {
      return meters.scrape();
    }

    /// The end of a process that was asked to end.
    @Override
    public void close() {
      if (!closed) {
        closed = true;
        vertx.undeploy(deployment).await();
        vertx.close().await();
        meters.close();
      }
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
