package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.db.ReactiveDb;
import dev.principia.db.ReactivePgDb;
import dev.principia.db.ReactivePool;
import dev.principia.job.JobContext;
import dev.principia.job.JobHandler;
import dev.principia.job.JobKind;
import dev.principia.job.JobType;
import dev.principia.job.NewJob;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Every kind of job that the program has, run twice by workers of which each believes that the job
/// is its own. A kind that has no row here fails.
@Execution(ExecutionMode.CONCURRENT)
final class JobTwiceTest {
  private final Jobs jobs = Jobs.alone();

  /// @param job prepares what the job works on, and says what to do
  /// @param effect what there is afterwards, as text: once is `1`
  private record Row(BiFunction<Jobs, JobType, NewJob> job, Function<Jobs, String> effect) {}

  private static final Map<String, Row> ROWS =
      Map.of(
          "lab.count",
          new Row(
              (jobs, type) -> {
                UUID counter = UUID.randomUUID();
                jobs.run("insert into lab_counters (id) values ($1)", counter);
                return NewJob.of(type, JsonObject.of("counter", counter.toString(), "ms", 1));
              },
              jobs -> jobs.text("select string_agg(value::text, ' ') as text from lab_counters")),
          "account.export",
          new Row(
              (jobs, type) -> NewJob.of(type, new JsonObject()).ownedBy(account(jobs)),
              jobs -> jobs.text("select count(*)::text as text from exports where ready")),
          "course.import",
          new Row(
              (jobs, type) ->
                  NewJob.of(
                          type,
                          JsonObject.of("outline", "# A\n\n### B\n- [ ] 1. C\n", "dryRun", false))
                      .ownedBy(account(jobs)),
              jobs ->
                  jobs.text(
                      """
                      select (select count(*) from events where type = 'import.finished')::text as text
                        from courses
                      """)));

  private static UUID account(Jobs jobs) {
    UUID id = UUID.randomUUID();
    jobs.run(
        """
        insert into accounts (id, email, name, password_hash)
        values ($1, left($1::text, 8) || '@example.org', 'A', '$argon2id$x')
        """,
        id);
    return id;
  }

  @AfterEach
  void close() {
    jobs.close();
  }

  @Test
  @Proves("16.4")
  void whatIsDoneTwiceHasTheEffectOfOne() {
    Vertx vertx = Vertx.vertx();
    try {
      ReactivePool pool = new ReactivePool(vertx, jobs.config().postgres(), "twice");
      ReactiveDb db = ReactivePgDb.pooled(pool, Map.of(), jobs.config().secret());
      List<JobKind> kinds = Workers.kinds(vertx, jobs.config(), db);
      assertEquals(
          new TreeSet<>(ROWS.keySet()),
          kinds.stream()
              .map(kind -> kind.type().name())
              .collect(Collectors.toCollection(TreeSet::new)));
      kinds.forEach(this::isOnceThoughDoneTwice);
    } finally {
      vertx.close().await();
    }
  }

  /// The first run comes to its end after its job was given to another: what it did outside the
  /// database stays, what it did inside does not.
  private void isOnceThoughDoneTwice(JobKind kind) {
    Row row = ROWS.get(kind.type().name());
    assertTrue(row != null, kind.type()::name);
    JobHandler robbed =
        job ->
            job.attempt() == 1
                ? given(job).compose(gone -> kind.handler().run(job))
                : kind.handler().run(job);
    try (Jobs.Worker worker = jobs.worker(new JobKind(kind.type(), robbed))) {
      UUID id = jobs.enqueue(row.job().apply(jobs, kind.type()));
      jobs.awaitState(id, "done");
      Until.within(
          Jobs.SOON,
          "both have ended",
          () ->
              worker.runs(kind.type().name(), "stale") == 1
                  && worker.runs(kind.type().name(), "done") == 1);
      assertEquals(2, jobs.row(id).getInteger("attempt"));
      assertEquals("1", row.effect().apply(jobs), kind.type().name());
    }
  }

  /// As if its lease had been over: it waits again, for whoever takes it next.
  private Future<Integer> given(JobContext job) {
    return job.inPool(
        () ->
            jobs.run(
                """
                update jobs set state = 'waiting', lease_until = null, worker = null where id = $1
                """,
                job.id()));
  }
}
