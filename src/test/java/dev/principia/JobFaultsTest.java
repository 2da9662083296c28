package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.contract.Problem;
import dev.principia.embedded.PassableDirectory;
import dev.principia.job.JobSettings;
import dev.principia.job.NewJob;
import dev.principia.lab.ReactiveLabJobs;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Jobs while PostgreSQL goes away and comes back, on services of their own; and the same with many
/// jobs and many kills.
@Execution(ExecutionMode.CONCURRENT)
final class JobFaultsTest {
  @TempDir(factory = PassableDirectory.class)
  static Path data;

  private final UUID counter = UUID.randomUUID();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicBoolean enough = new AtomicBoolean();

  private NewJob counting(long millis) {
    return NewJob.of(
        ReactiveLabJobs.COUNT, JsonObject.of("counter", counter.toString(), "ms", millis));
  }

  private static JobSettings settings() {
    return new JobSettings("one", Duration.ofSeconds(2), 20, 2, Duration.ofSeconds(10));
  }

  @Test
  @Proves("18.8")
  void aRestartOfPostgresqlLosesNoAcknowledgedJobAndDoesNoneTwice() {
    try (Services services = Services.own(data.resolve("services"));
        Jobs jobs = Jobs.on(services, services.postgresUrl())) {
      jobs.run("insert into lab_counters (id) values ($1)", counter);
      try (Jobs.Worker worker = jobs.lab(settings())) {
        CompletableFuture<Void> load =
            CompletableFuture.runAsync(() -> enqueue(jobs), Thread::startVirtualThread);
        Until.within(Jobs.SOON, "some are done", () -> worker.runs("lab.count", "done") > 20);
        services.embedded().stopPostgres();
        services.embedded().startPostgres();
        int before = acknowledged.get();
        Until.within(Jobs.SOON, "enqueued again", () -> acknowledged.get() > before + 20);
        enough.set(true);
        load.join();
        jobs.finishAll();
      }
      isEachOfThemDoneOnce(jobs);
    }
  }

  private void enqueue(Jobs jobs) {
    while (!enough.get()) {
      try {
        jobs.enqueue(counting(5));
        acknowledged.incrementAndGet();
      } catch (Problem unavailable) {
        LockSupport.parkNanos(1_000_000); // and asks again, as clients do
      }
    }
  }

  /// A job whose acknowledgement was lost may be there besides.
  private void isEachOfThemDoneOnce(Jobs jobs) {
    long done = jobs.count("state = 'done'");
    assertTrue(done >= acknowledged.get(), () -> done + " of " + acknowledged);
    assertEquals(0, jobs.count("state <> 'done'"));
    assertEquals(
        Long.toString(done),
        jobs.text("select value::text as text from lab_counters where id = $1", counter));
  }

  @Test
  @Tag("drill")
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void aThousandJobsAreDoneOnceThoughTheirWorkersAreKilledFiveTimes() {
    try (Jobs jobs = Jobs.alone()) {
      jobs.run("insert into lab_counters (id) values ($1)", counter);
      for (int i = 0; i < 1000; i++) {
        jobs.enqueue(counting(50));
      }
      for (int kill = 1; kill <= 5; kill++) {
        long goal = 150L * kill;
        try (Program worker = JobLeaseTest.workerProgram(jobs, "10000", "--server", "event-loop")) {
          worker.awaitPrinted("metrics at (http://\\S+)");
          jobs.run("update queues set concurrency = 10 where name = 'lab'");
          Until.within(Jobs.SOON, goal + " done", () -> jobs.count("state = 'done'") >= goal);
        }
      }
      try (Jobs.Worker _ = jobs.lab(settings())) {
        Until.within(
            Duration.ofMinutes(2), "all done", () -> jobs.count("finished_at is null") == 0);
      }
      acknowledged.set(1000);
      isEachOfThemDoneOnce(jobs);
    }
  }
}
