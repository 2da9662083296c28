package dev.principia;

import dev.principia.job.JobKind;
import dev.principia.job.JobSettings;
import dev.principia.job.JobType;
import dev.principia.job.NewJob;
import dev.principia.lab.ReactiveLabJobs;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the queue costs; prints figures and asserts none. Run by `./mvnw verify -Pdrill
/// -Dtest=JobBench`.
@Tag("drill")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class JobBench {
  private static final JobType NOTHING = JobType.of("bench.nothing", "bench");
  private static final int MANY = 30_000;
  private static final long TICKS_PER_SECOND = 100;

  private final AtomicReference<CountDownLatch> left = new AtomicReference<>(new CountDownLatch(0));
  private final ConcurrentHashMap<UUID, Long> started = new ConcurrentHashMap<>();

  @Test
  void jobsPerSecondAndTheirCpu() throws Exception {
    try (Jobs jobs = Jobs.alone();
        Jobs.Worker _ = jobs.worker(settings(), kind())) {
      for (int round = 1; round <= 4; round++) {
        jobs.run("update queues set paused = true");
        fill(jobs);
        left.set(new CountDownLatch(MANY));
        long postgres = postgresCpuMillis();
        long own = ownCpuMillis();
        long start = System.nanoTime();
        jobs.run("update queues set paused = false");
        left.get().await();
        Until.within(Jobs.SOON, "written", () -> jobs.count("state = 'running'") == 0);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
            "round %d: %.0f jobs/s, PostgreSQL %.0f CPU-µs per job, worker %.0f%n",
            round,
            MANY / seconds,
            (postgresCpuMillis() - postgres) * 1000.0 / MANY,
            (ownCpuMillis() - own) * 1000.0 / MANY);
        enqueueCost(jobs);
      }
    }
  }

  private static JobSettings settings() {
    return new JobSettings("bench", Duration.ofSeconds(15), 100, 2, Duration.ofSeconds(5));
  }

  private JobKind kind() {
    return new JobKind(
        NOTHING,
        job -> {
          started.put(job.id(), System.nanoTime());
          left.get().countDown();
          return Future.succeededFuture(new JsonObject());
        });
  }

  private static void fill(Jobs jobs) {
    jobs.run(
        """
        insert into jobs (id, type, queue, priority, state, turn, payload, max_attempts)
        select gen_random_uuid(), 'bench.nothing', 'bench', 2, 'waiting', i, '{}', 3
          from generate_series(1, $1) as i
        """,
        MANY);
    jobs.run("analyze jobs");
  }

  /// One by one in one transaction, as a feature does it.
  private static void enqueueCost(Jobs jobs) {
    List<NewJob> some = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      some.add(NewJob.of(NOTHING, new JsonObject()));
    }
    jobs.run("update queues set paused = true");
    long postgres = postgresCpuMillis();
    long start = System.nanoTime();
    jobs.enqueueAll(some);
    System.out.printf(
        "  enqueue: %.0f µs each, of it PostgreSQL %.0f CPU-µs%n",
        (System.nanoTime() - start) / 1e3 / some.size(),
        (postgresCpuMillis() - postgres) * 1000.0 / some.size());
    jobs.run("delete from jobs");
  }

  @Test
  void delayFromCommitToStart() {
    try (Jobs jobs = Jobs.alone();
        Jobs.Worker _ = jobs.worker(settings(), kind())) {
      int each = 1000;
      long[] micros = new long[each];
      for (int i = -200; i < each; i++) {
        UUID job = jobs.enqueue(NewJob.of(NOTHING, new JsonObject()));
        long committed = System.nanoTime();
        Until.within(Jobs.SOON, "start", () -> started.containsKey(job));
        if (i >= 0) {
          micros[i] = Math.max(0, (started.getOrDefault(job, committed) - committed) / 1000);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Math.floorMod(i, 7) * 5L));
      }
      Arrays.sort(micros);
      System.out.printf(
          "delay from commit to start: p50 %d µs, p99 %d µs, max %d µs%n",
          micros[each / 2], micros[each * 99 / 100], micros[each - 1]);
    }
  }

  @Test
  void timeUntilADeadWorkersJobRunsAgain() {
    try (Jobs jobs = Jobs.alone()) {
      UUID counter = UUID.randomUUID();
      jobs.run("insert into lab_counters (id) values ($1)", counter);
      JsonObject wish = JsonObject.of("counter", counter.toString(), "ms", 30_000);
      for (int i = 0; i < 3; i++) {
        UUID job = jobs.enqueue(NewJob.of(ReactiveLabJobs.COUNT, wish));
        long killed;
        try (Program worker = JobLeaseTest.workerProgram(jobs, 15_000, "10000")) {
          jobs.awaitState(job, "running");
          worker.signal("KILL");
          killed = System.nanoTime();
        }
        try (Jobs.Worker _ = jobs.lab(settings())) {
          Until.within(
              Duration.ofSeconds(30), "again", () -> jobs.row(job).getInteger("attempt") == 2);
          System.out.printf(
              "a killed worker's job ran again after %.1f s%n", (System.nanoTime() - killed) / 1e9);
          jobs.run(
              "update jobs set state = 'cancelled', lease_until = null, finished_at = now() where"
                  + " id = $1",
              job);
        }
      }
    }
  }

  private static long ownCpuMillis() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
  }

  /// Of all PostgreSQL processes of this machine.
  private static long postgresCpuMillis() {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.filter(each -> each.getFileName().toString().matches("[0-9]+"))
          .mapToLong(JobBench::cpuMillis)
          .sum();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static long cpuMillis(Path process) {
    try {
      String stat = Files.readString(process.resolve("stat"));
      if (!stat.contains("(postgres)")) {
        return 0;
      }
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 1000 / TICKS_PER_SECOND;
    } catch (IOException gone) {
      return 0;
    }
  }
}
