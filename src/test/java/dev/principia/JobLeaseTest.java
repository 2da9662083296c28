package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.job.JobHandler;
import dev.principia.job.JobKind;
import dev.principia.job.JobSettings;
import dev.principia.job.NewJob;
import dev.principia.lab.ReactiveLabJobs;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may do a job at a time: leases, and what a worker can do that has lost one.
@Execution(ExecutionMode.CONCURRENT)
final class JobLeaseTest {
  private static final Duration SHORT = Duration.ofMillis(900);

  private final Jobs jobs = Jobs.alone();
  private final UUID counter = UUID.randomUUID();

  JobLeaseTest() {
    jobs.run("insert into lab_counters (id) values ($1)", counter);
  }

  @AfterEach
  void close() {
    jobs.close();
  }

  private NewJob counting(long millis) {
    return NewJob.of(
        ReactiveLabJobs.COUNT, JsonObject.of("counter", counter.toString(), "ms", millis));
  }

  private int counted() {
    return Integer.parseInt(
        jobs.text("select value::text as text from lab_counters where id = $1", counter));
  }

  private static JobSettings settings(String name, Duration lease, Duration drain) {
    return new JobSettings(name, lease, 100, 2, drain);
  }

  private Jobs.Worker counter(String name) {
    return jobs.lab(settings(name, SHORT, Duration.ofSeconds(10)));
  }

  @Test
  @Proves("16.2")
  void heartbeatsKeepALongJob() {
    UUID job = jobs.enqueue(counting(3000));
    try (Jobs.Worker one = counter("one");
        Jobs.Worker other = counter("other")) {
      jobs.awaitState(job, "done");
      Until.within(
          Jobs.SOON,
          "counted",
          () -> one.runs("lab.count", "done") + other.runs("lab.count", "done") == 1);
    }
    assertEquals(1, jobs.row(job).getInteger("attempt"));
  }

  @Test
  @Proves("16.2")
  void aStoppedWorkerLosesItsJobsAndCanDoThemNoHarmWhenItGoesOn() {
    int all = 20;
    try (Program worker = workerProgram(jobs, "10000", "--server", "event-loop")) {
      worker.awaitPrinted("metrics at (http://\\S+)");
      jobs.enqueueAll(IntStream.range(0, all).mapToObj(i -> counting(1000)).toList());
      Until.within(Jobs.SOON, "all run", () -> jobs.count("state = 'running'") == all);
      worker.signal("STOP");
      try (Jobs.Worker other = counter("other")) {
        Until.within(Jobs.SOON, "done by the other", () -> jobs.count("state = 'done'") == all);
        assertEquals(all, jobs.count("attempt = 2 and token = 2"));
        worker.signal("CONT");
        Until.within(
            Jobs.SOON,
            "told by the one that went on",
            () -> worker.output().lines().filter(line -> line.contains(" stale")).count() == all);
        assertEquals(all, counted());
        Until.within(Jobs.SOON, "counted", () -> other.runs("lab.count", "done") == all);
      }
      assertEquals(all, jobs.count("state = 'done' and token = 2"));
      assertTrue(worker.isAlive());
    }
  }

  @Test
  @Proves("16.2")
  void theJobsOfAKilledWorkerAreDoneByAnotherAndTheirEffectIsOnce() {
    int all = 60;
    try (Program worker = workerProgram(jobs, "10000", "--server", "event-loop")) {
      worker.awaitPrinted("metrics at (http://\\S+)");
      jobs.run("update queues set concurrency = 10 where name = 'lab'");
      jobs.enqueueAll(IntStream.range(0, all).mapToObj(i -> counting(100)).toList());
      Until.within(Jobs.SOON, "some are done", () -> jobs.count("state = 'done'") >= 10);
      worker.signal("KILL");
    }
    assertTrue(jobs.count("state = 'running'") > 0, "killed while it worked");
    try (Jobs.Worker _ = counter("other")) {
      jobs.finishAll();
    }
    assertEquals(all, jobs.count("state = 'done'"));
    assertEquals(all, counted());
    assertTrue(jobs.count("attempt = 2") > 0);
  }

  /// A process that works on this database's jobs alone.
  static Program workerProgram(Jobs jobs, String drain, String... arguments) {
    return workerProgram(jobs, SHORT.toMillis(), drain, arguments);
  }

  static Program workerProgram(Jobs jobs, long lease, String drain, String... arguments) {
    Map<String, String> environment =
        Map.of(
            "PRINCIPIA_POSTGRES_URL",
            jobs.url(),
            "PRINCIPIA_REDIS_URL",
            Services.shared().redisUrl(),
            "PRINCIPIA_SECRET",
            Services.shared().secret(),
            "PRINCIPIA_LAB",
            "on",
            "PRINCIPIA_ROLES",
            "worker",
            "PRINCIPIA_JOB_LEASE",
            Long.toString(lease),
            "PRINCIPIA_DRAIN_TIMEOUT",
            drain,
            "PORT",
            "0",
            "PRINCIPIA_MANAGEMENT_PORT",
            "0");
    String[] words = new String[arguments.length + 1];
    words[0] = "serve";
    System.arraycopy(arguments, 0, words, 1, arguments.length);
    return Program.start(environment, words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"event-loop", "blocking"})
  @Proves("16.10")
  @Proves("21.5")
  void aProcessThatEndsFinishesWhatItCanAndHandsBackTheRestUncharged(String server) {
    try (Program worker = workerProgram(jobs, "1500", "--server", server)) {
      worker.awaitPrinted("metrics at (http://\\S+)");
      List<UUID> few = IntStream.range(0, 5).mapToObj(i -> jobs.enqueue(counting(700))).toList();
      List<UUID> long_ =
          IntStream.range(0, 5).mapToObj(i -> jobs.enqueue(counting(50_000))).toList();
      Until.within(Jobs.SOON, "all run", () -> jobs.count("state = 'running'") == 10);
      worker.signal("TERM");
      assertEquals(0, worker.awaitExit(), worker::output);
      few.forEach(job -> assertEquals("done", jobs.state(job)));
      long_.forEach(
          job -> {
            assertEquals("waiting", jobs.state(job));
            assertEquals(0, jobs.row(job).getInteger("attempt"));
          });
      assertEquals(0, jobs.count("state = 'running'"));
      assertEquals(5, counted());
    }
  }

  @Test
  @Proves("16.2")
  void timesAreTheDatabasesWhateverAnInstancesClockSays() throws Exception {
    Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
    Map<String, String> worker =
        Map.of("postgres-url", jobs.url(), "roles", "worker", "job-lease", "900");
    UUID long_ = jobs.enqueue(counting(2500));
    UUID later = jobs.enqueue(counting(1).in(Duration.ofMinutes(30)));
    try (App right = Server.EVENT_LOOP.on(Services.shared(), worker);
        App wrong = Server.EVENT_LOOP.on(Services.shared(), worker, ahead)) {
      jobs.awaitState(long_, "done");
      assertEquals(1, jobs.row(long_).getInteger("attempt"));
      assertEquals("scheduled", jobs.state(later));
      assertEquals(1, counted());
      assertTrue(right.managementPort() != wrong.managementPort());
    }
  }

  @Test
  void anEffectOfAWorkerThatLostItsJobIsUndone() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    Promise<Void> go = Promise.promise();
    JobHandler slow =
        job -> {
          begun.countDown();
          return go.future()
              .compose(
                  on ->
                      job.complete(
                          tx ->
                              tx.run(Jobs.raise(counter))
                                  .map(rows -> JsonObject.of("rows", rows))));
        };
    UUID job = jobs.enqueue(NewJob.of(JobsTest.WORK, new JsonObject()));
    try (Jobs.Worker worker = jobs.worker(new JobKind(JobsTest.WORK, slow))) {
      assertTrue(begun.await(20, TimeUnit.SECONDS));
      jobs.run("update jobs set token = token + 1, worker = 'another' where id = $1", job);
      go.complete();
      Until.within(Jobs.SOON, "told", () -> worker.runs("work", "stale") == 1);
      assertEquals(0, counted());
      JsonObject row = jobs.row(job);
      assertEquals("running", row.getString("state"));
      assertFalse(row.containsKey("finished_at") && row.getString("finished_at") != null);
      jobs.run("update jobs set lease_until = now() where id = $1", job);
      jobs.awaitState(job, "done");
      assertEquals(1, counted());
    }
  }

  @Test
  void progressIsWrittenDownAndALateAttemptEnds() {
    JobHandler silent =
        job -> {
          job.progress(42, "as far as it goes");
          return job.attempt() == 1
              ? Promise.<JsonObject>promise().future()
              : Future.succeededFuture(new JsonObject());
        };
    UUID job = jobs.enqueue(NewJob.of(Jobs.HASTY, new JsonObject()));
    try (Jobs.Worker worker = jobs.worker(new JobKind(Jobs.HASTY, silent))) {
      Until.within(Jobs.SOON, "progress", () -> jobs.row(job).getInteger("progress") == 42);
      assertEquals("as far as it goes", jobs.row(job).getString("note"));
      jobs.awaitState(job, "done");
      assertEquals(1, worker.runs("hasty", "retried"));
      assertEquals(2, jobs.row(job).getInteger("attempt"));
    }
  }
}
