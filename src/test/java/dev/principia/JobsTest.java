package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.contract.Call;
import dev.principia.contract.Caller;
import dev.principia.contract.Client;
import dev.principia.contract.Contract;
import dev.principia.contract.Cost;
import dev.principia.contract.Deadline;
import dev.principia.db.Query;
import dev.principia.job.Backoff;
import dev.principia.job.JobHandler;
import dev.principia.job.JobKind;
import dev.principia.job.JobRefused;
import dev.principia.job.JobSql;
import dev.principia.job.JobType;
import dev.principia.job.NewJob;
import dev.principia.job.Priority;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What the queue promises of a job, on a database of its own.
@Execution(ExecutionMode.CONCURRENT)
final class JobsTest {
  static final JobType WORK =
      new JobType(
          "work",
          "test",
          3,
          Duration.ofSeconds(30),
          new Backoff(Duration.ofMillis(50), Duration.ofMillis(200)));

  private final Jobs jobs = Jobs.alone();

  @AfterEach
  void close() {
    jobs.close();
  }

  private static NewJob work(String name) {
    return NewJob.of(WORK, JsonObject.of("name", name));
  }

  private static JobKind kind(JobHandler handler) {
    return new JobKind(WORK, handler);
  }

  @Test
  @Proves("16.1")
  void aRollbackLeavesNoJob() {
    try (Jobs.Worker worker = jobs.worker()) {
      Future<UUID> undone =
          worker
              .db()
              .work(
                  tx ->
                      tx.only(JobSql.enqueue(work("undone")))
                          .compose(id -> tx.list(Query.command("select 1 / 0")).map(id)));
      assertThrows(RuntimeException.class, undone::await);
      assertEquals(0, jobs.count("true"));
      UUID kept = worker.db().work(tx -> tx.only(JobSql.enqueue(work("kept")))).await();
      assertEquals("waiting", jobs.state(kept));
    }
  }

  @Test
  void aJobRunsSoonAndItsResultIsKept() {
    try (Jobs.Worker worker =
        jobs.worker(kind(job -> Future.succeededFuture(job.payload().copy().put("by", "me"))))) {
      UUID id = jobs.enqueue(work("one"));
      jobs.awaitState(id, "done");
      JsonObject row = jobs.row(id);
      assertEquals(JsonObject.of("name", "one", "by", "me"), row.getJsonObject("result"));
      assertEquals(1, row.getInteger("attempt"));
      assertEquals(100, row.getInteger("progress"));
      Until.within(Jobs.SOON, "counted", () -> worker.runs("work", "done") == 1);
    }
  }

  @Test
  @Proves("16.3")
  void aJobThatAlwaysFailsIsADeadLetterAndBlocksNobody() {
    JobHandler picky =
        job -> {
          if (job.payload().getString("name").equals("poison")) {
            throw new IllegalStateException("poison\0ed");
          }
          return Future.succeededFuture(new JsonObject());
        };
    UUID poison = jobs.enqueue(work("poison"));
    List<NewJob> others = IntStream.range(0, 30).mapToObj(i -> work("good")).toList();
    jobs.enqueueAll(others);
    try (Jobs.Worker worker = jobs.worker(kind(picky))) {
      jobs.awaitState(poison, "failed");
      Until.within(Jobs.SOON, "others", () -> jobs.count("state = 'done'") == 30);
      JsonObject row = jobs.row(poison);
      assertEquals(3, row.getInteger("attempt"));
      assertTrue(row.getString("error").endsWith("poisoned"), row::encode);
      assertEquals("poison", row.getJsonObject("payload").getString("name"));
      Until.within(Jobs.SOON, "counted", () -> worker.runs("work", "failed") == 1);
      assertEquals(2, worker.runs("work", "retried"));
    }
  }

  @Test
  @Proves("18.7")
  void whateverAHandlerThrowsFailsItsJobOnly() {
    List<JobHandler> broken =
        List.of(
            job -> deeper(1),
            job -> nothing(),
            job -> {
              throw new NoClassDefFoundError("gone");
            },
            job -> job.inPool(() -> deeper(1).result()),
            job -> Future.succeededFuture(JsonObject.of("nul", "\0")),
            job -> Future.failedFuture(new JobRefused("Never.")));
    AtomicInteger next = new AtomicInteger();
    JobHandler handler =
        job -> {
          int which = job.payload().getInteger("which");
          next.incrementAndGet();
          return which < broken.size()
              ? broken.get(which).run(job)
              : Future.succeededFuture(new JsonObject());
        };
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i <= broken.size(); i++) {
      ids.add(jobs.enqueue(NewJob.of(WORK, JsonObject.of("which", i))));
    }
    try (Jobs.Worker worker = jobs.worker(kind(handler))) {
      ids.subList(0, broken.size()).forEach(id -> jobs.awaitState(id, "failed"));
      jobs.awaitState(ids.getLast(), "done");
      assertEquals("Never.", jobs.row(ids.get(5)).getString("reason"));
      assertEquals(1, jobs.row(ids.get(5)).getInteger("attempt"));
      UUID after = jobs.enqueue(NewJob.of(WORK, JsonObject.of("which", 99)));
      jobs.awaitState(after, "done");
      Until.within(Jobs.SOON, "counted", () -> worker.runs("work", "failed") == broken.size());
    }
  }

  private static Future<JsonObject> deeper(int depth) {
    return depth < 0 ? nothing() : deeper(depth + 1).map(each -> each.copy());
  }

  /// What a handler in a hurry may answer.
  @SuppressWarnings("NullAway")
  private static Future<JsonObject> nothing() {
    return null;
  }

  @Test
  @Proves("16.8")
  void aHundredEditsCauseOneRun() {
    NewJob edit = work("index").onceQuiet("index-7", Duration.ofSeconds(2), Duration.ofMinutes(1));
    UUID first = jobs.enqueue(edit);
    for (int i = 1; i < 100; i++) {
      NewJob again =
          work("index").onceQuiet("index-7", Duration.ofSeconds(2), Duration.ofMinutes(1));
      assertEquals(first, jobs.enqueue(again));
    }
    assertEquals(1, jobs.count("true"));
    AtomicInteger runs = new AtomicInteger();
    Promise<JsonObject> end = Promise.promise();
    JobHandler slow =
        job -> {
          runs.incrementAndGet();
          return end.future();
        };
    try (Jobs.Worker worker = jobs.worker(kind(slow))) {
      jobs.hurry();
      jobs.awaitState(first, "running");
      UUID next = jobs.enqueue(work("index").once("index-7"));
      assertTrue(!next.equals(first), "what runs may have read the old state");
      end.complete(new JsonObject());
      jobs.finishAll();
      assertEquals(2, runs.get());
      Until.within(Jobs.SOON, "counted", () -> worker.runs("work", "done") == 2);
    }
  }

  @Test
  void criticalOnesGoFirstAndOwnersTakeTurns() {
    String ada = account("ada");
    String bob = account("bob");
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 6; i++) {
      jobs.enqueue(work("a" + i).ownedBy(UUID.fromString(ada)));
    }
    jobs.enqueue(work("b0").ownedBy(UUID.fromString(bob)));
    jobs.enqueue(work("b1").ownedBy(UUID.fromString(bob)));
    jobs.enqueue(work("c").with(Priority.CRITICAL));
    JobHandler listed =
        job -> {
          order.add(job.payload().getString("name"));
          return Future.succeededFuture(new JsonObject());
        };
    try (Jobs.Worker _ = jobs.worker(kind(listed))) {
      jobs.finishAll();
    }
    assertEquals("c", order.getFirst());
    assertTrue(order.indexOf("b0") <= 2 && order.indexOf("b1") <= 4, order::toString);
  }

  @Test
  void manyLowOnesDoNotKeepACriticalOneWaiting() {
    jobs.run(
        """
        insert into jobs (id, type, queue, priority, state, turn, payload, max_attempts)
        select gen_random_uuid(), 'work', 'test', 3, 'waiting', i, '{"name": "low"}', 3
          from generate_series(1, 10000) as i
        """);
    JobHandler slow =
        job -> {
          Promise<JsonObject> later = Promise.promise();
          return job.payload().getString("name").equals("low")
              ? later.future().timeout(3, TimeUnit.SECONDS)
              : Future.succeededFuture(new JsonObject());
        };
    try (Jobs.Worker _ = jobs.worker(kind(slow))) {
      Until.within(Jobs.SOON, "low ones run", () -> jobs.count("state = 'running'") > 10);
      UUID critical = jobs.enqueue(work("urgent").with(Priority.CRITICAL));
      Until.within(
          Duration.ofSeconds(1), "the critical one", () -> jobs.state(critical).equals("done"));
      jobs.run("update queues set paused = true");
    }
  }

  @Test
  void aJobCarriesTheRequestAndTheTraceThatCausedIt() {
    Call call =
        new Call(
            Contract.load(Set.of()).operations().iterator().next(),
            "/none",
            new Client("127.0.0.1", "test", true),
            "request-1",
            "trace-1",
            Caller.ANONYMOUS,
            Map.of(),
            new JsonObject(),
            Buffer.buffer(),
            "",
            "application/json",
            new Cost(),
            new Deadline());
    jobs.enqueue(work("whole").causedBy(call));
    JobHandler seen =
        job ->
            job.payload().getString("name").equals("whole")
                ? job.complete(
                    tx -> tx.only(JobSql.enqueue(work("part").partOf(job))).map(new JsonObject()))
                : Future.succeededFuture(
                    JsonObject.of("request", job.request(), "trace", job.trace()));
    try (Jobs.Worker _ = jobs.worker(kind(seen))) {
      jobs.finishAll();
    }
    assertEquals(2, jobs.count("state = 'done' and request = 'request-1' and trace = 'trace-1'"));
    assertEquals(1, jobs.count("result @> '{\"request\": \"request-1\", \"trace\": \"trace-1\"}'"));
  }

  @Test
  @Proves("16.9")
  void metersTellHowManyWaitHowLongAndWhatFailed() {
    jobs.enqueue(work("slow"));
    jobs.run("update jobs set run_at = now() - interval '1 minute'");
    try (Jobs.Worker worker =
        jobs.worker(
            Jobs.settings("m"),
            new JobKind(
                Jobs.HASTY,
                job -> {
                  throw new JobRefused("No.");
                }))) {
      UUID refused = jobs.enqueue(NewJob.of(Jobs.HASTY, new JsonObject()));
      jobs.awaitState(refused, "failed");
      Until.within(
          Jobs.SOON,
          "measured",
          () -> worker.metrics().contains("jobs{queue=\"test\",state=\"failed\"} 1.0"));
      String metrics = worker.metrics();
      assertTrue(metrics.contains("jobs{queue=\"test\",state=\"waiting\"} 1.0"), metrics);
      assertTrue(metrics.contains("jobs_oldest_seconds{queue=\"test\"} 6"), metrics);
      assertTrue(
          metrics.contains("job_runs_seconds_count{outcome=\"failed\",type=\"hasty\"} 1"), metrics);
    }
  }

  @Test
  @Proves("16.9")
  void whatIsOverIsForgottenAfterAWeekAndADeadLetterAfterAMonth() {
    jobs.run(
        """
        insert into jobs (id, type, queue, priority, state, payload, max_attempts, finished_at)
        select gen_random_uuid(), 'work', 'test', 2, state, '{}', 3, now() - age
          from (values ('done', interval '6 days'), ('done', interval '8 days'),
                       ('failed', interval '8 days'), ('failed', interval '31 days'))
            as jobs (state, age)
        """);
    try (Database database = new Database(jobs.config())) {
      int forgotten = database.db().work(tx -> tx.run(JobSql.purge()));
      assertEquals(2, forgotten);
    }
    assertEquals(1, jobs.count("state = 'failed'"));
  }

  private String account(String name) {
    return jobs.text(
        """
        insert into accounts (id, email, name, password_hash)
        values (gen_random_uuid(), $1 || '@example.org', $1, '$argon2id$') returning id::text as text
        """,
        name);
  }
}
