package dev.principia.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// The meters of jobs. Kinds and queues are labels, never ids. From any thread.
public final class JobMeters {
  private record Run(String type, String outcome) {}

  private final MeterRegistry registry;
  private final Map<Run, Timer> runs = new ConcurrentHashMap<>();
  private final Map<String, Timer> delays = new ConcurrentHashMap<>();
  private final Map<Tags, AtomicLong> depths = new ConcurrentHashMap<>();
  private final Map<Tags, AtomicLong> oldest = new ConcurrentHashMap<>();

  JobMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /// An attempt has ended: `job_runs_seconds{type, outcome}`; the outcome is `done`, `retried`,
  /// `failed`, `cancelled`, or `stale` when the job was another worker's by then.
  public void ran(String type, String outcome, Duration took) {
    runs.computeIfAbsent(
            new Run(type, outcome),
            run ->
                Timer.builder("job.runs")
                    .description("Attempts of jobs in this process, by kind and outcome")
                    .tag("type", run.type())
                    .tag("outcome", run.outcome())
                    .register(registry))
        .record(took);
  }

  /// How often attempts of this kind have ended so.
  public long runs(String type, String outcome) {
    Timer timer = runs.get(new Run(type, outcome));
    return timer == null ? 0 : timer.count();
  }

  /// How long a job that could run has waited: `job_delay_seconds{queue}`.
  public void waited(String queue, Duration delay) {
    delays
        .computeIfAbsent(
            queue,
            name ->
                Timer.builder("job.delay")
                    .description("Time between the moment a job could run and its start")
                    .tag("queue", name)
                    .publishPercentiles(0.5, 0.99)
                    .register(registry))
        .record(delay);
  }

  /// Jobs that this process runs: `jobs_running{queue}`.
  public void running(String queue, Supplier<Number> jobs) {
    Gauge.builder("jobs.running", jobs)
        .description("Jobs that this process runs")
        .tag("queue", queue)
        .register(registry);
  }

  /// Jobs taken from workers that were not heard of: `jobs_retaken_total{type}`.
  public Counter retaken(String type) {
    return Counter.builder("jobs.retaken")
        .description("Jobs taken from workers that were lost")
        .tag("type", type)
        .register(registry);
  }

  /// Jobs in the whole cluster by queue and state: `jobs{queue, state}`; `failed` are the dead
  /// letters.
  public void depth(String queue, String state, long jobs) {
    depths
        .computeIfAbsent(
            Tags.of("queue", queue, "state", state),
            tags -> registry.gauge("jobs", tags, new AtomicLong()))
        .set(jobs);
  }

  /// How long the one that has waited longest has: `jobs_oldest_seconds{queue}`.
  public void oldest(String queue, long seconds) {
    oldest
        .computeIfAbsent(
            Tags.of("queue", queue),
            tags -> registry.gauge("jobs.oldest.seconds", tags, new AtomicLong()))
        .set(seconds);
  }

  /// Before another measurement: what it does not find is not there.
  public void clear() {
    depths.values().forEach(each -> each.set(0));
    oldest.values().forEach(each -> each.set(0));
  }
}
