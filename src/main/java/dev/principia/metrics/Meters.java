package dev.principia.metrics;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.java21.instrument.binder.jdk.VirtualThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/// The meters of one process. All methods may be called from any thread and none blocks.
public final class Meters implements AutoCloseable {
  private record Request(String operation, int status) {}

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<Request, Timer> requests = new ConcurrentHashMap<>();
  private final JobMeters jobs = new JobMeters(registry);
  private final FeedMeters feed = new FeedMeters(registry);
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private final VirtualThreadMetrics virtualThreads = new VirtualThreadMetrics();

  public Meters() {
    gc.bindTo(registry);
    virtualThreads.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    allocated();
  }

  /// All that was ever allocated: `jvm_allocated_bytes_total`. Its difference over the requests of
  /// a time is what one request allocates.
  private void allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    FunctionCounter.builder(
            "jvm.allocated.bytes", threads, ThreadMXBean::getTotalThreadAllocatedBytes)
        .description("Bytes that all threads have allocated")
        .register(registry);
  }

  /// A request was answered: `http_server_requests_seconds{operation, status}`. The operation is
  /// the contract's id, so that no path or id becomes a label.
  public void request(String operation, int status, long nanos) {
    requests
        .computeIfAbsent(new Request(operation, status), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Request request) {
    return Timer.builder("http.server.requests")
        .description("Requests answered, by operation and status")
        .tag("operation", request.operation())
        .tag("status", Integer.toString(request.status()))
        .serviceLevelObjectives(
            Duration.ofMillis(5),
            Duration.ofMillis(25),
            Duration.ofMillis(100),
            Duration.ofMillis(500),
            Duration.ofSeconds(2))
        .register(registry);
  }

  /// A sign-in failed where too many had failed already: `sign_ins_exhausted_total{budget}`. The
  /// budget of all addresses together is what guessing one password for many accounts uses up.
  public void signInsExhausted(String budget) {
    Counter.builder("sign.ins.exhausted")
        .description("Failed sign-ins that found their budget used up")
        .tag("budget", budget)
        .register(registry)
        .increment();
  }

  /// Connections of a pool by state: `db_pool_connections{state}`; `total` on both servers, what
  /// else their pools tell besides.
  public void pool(String state, Supplier<Number> connections) {
    Gauge.builder("db.pool.connections", connections)
        .description("Connections to PostgreSQL by state")
        .tag("state", state)
        .register(registry);
  }

  /// Transactions done again after a serialization failure or a deadlock: `db_retries_total`.
  public void retries(Supplier<Number> retries) {
    FunctionCounter.builder("db.retries", retries, each -> each.get().doubleValue())
        .description("Transactions done again after a serialization failure or a deadlock")
        .register(registry);
  }

  /// Threads that serve requests: `server_threads{kind}`.
  public void threads(String kind, Supplier<Number> threads) {
    Gauge.builder("server.threads", threads)
        .description("Threads that serve requests, by kind")
        .tag("kind", kind)
        .register(registry);
  }

  /// How late an event loop's timer fires: `event_loop_lag_seconds{loop}`.
  public Timer loopLag(String loop) {
    return Timer.builder("event.loop.lag")
        .description("How late a timer of this event loop fires")
        .tag("loop", loop)
        .publishPercentiles(0.5, 0.99)
        .register(registry);
  }

  /// Whether a dependency answers, 1 or 0: `dependency_up{name}`.
  public void dependency(String name, Supplier<Number> up) {
    Gauge.builder("dependency.up", up)
        .description("Whether a dependency answers")
        .tag("name", name)
        .register(registry);
  }

  /// How calls to another system do: `circuit_state{dependency, state}`, 1 for the one that is and
  /// 0 for `closed`, `half_open` and `open`; calls that the open circuit refused,
  /// `circuit_refused_total{dependency}`; calls made again, and not for want of budget,
  /// `retries_total{dependency}` and `retries_refused_total{dependency}`.
  ///
  /// @param figure reads one of them by its name
  public void guard(String dependency, ToLongFunction<String> figure) {
    for (String state : List.of("closed", "half_open", "open")) {
      Gauge.builder("circuit.state", figure, all -> all.applyAsLong(state))
          .tag("dependency", dependency)
          .tag("state", state)
          .strongReference(true)
          .register(registry);
    }
    Map<String, String> counts =
        Map.of(
            "circuit.refused", "refused",
            "retries", "retries",
            "retries.refused", "retries_refused");
    counts.forEach(
        (name, each) ->
            FunctionCounter.builder(name, figure, all -> all.applyAsLong(each))
                .tag("dependency", dependency)
                .register(registry));
  }

  /// Passwords that wait to be hashed: `password_hashes_waiting`.
  public void hashesWaiting(Supplier<Number> waiting) {
    Gauge.builder("password.hashes.waiting", waiting)
        .description("Passwords that wait to be hashed")
        .register(registry);
  }

  /// How a cache does: `cache_hits_total{cache}`, `cache_shared_hits_total`, `cache_misses_total`
  /// and `cache_evictions_total`, and what it holds: `cache_entries` and `cache_bytes`.
  ///
  /// @param figure reads one of them by its name
  public void cache(String name, ToLongFunction<String> figure) {
    for (String each : List.of("hits", "shared_hits", "misses", "evictions")) {
      FunctionCounter.builder(
              "cache." + each.replace('_', '.'), figure, all -> all.applyAsLong(each))
          .tag("cache", name)
          .register(registry);
    }
    for (String each : List.of("entries", "bytes")) {
      Gauge.builder("cache." + each, figure, all -> all.applyAsLong(each))
          .tag("cache", name)
          .strongReference(true)
          .register(registry);
    }
  }

  public JobMeters jobs() {
    return jobs;
  }

  public FeedMeters feed() {
    return feed;
  }

  /// Ticks of a schedule that this process has taken, by outcome (`done`, `skipped`, `failed`):
  /// `scheduled_runs_total{schedule, outcome}`.
  public Counter scheduledRuns(String schedule, String outcome) {
    return Counter.builder("scheduled.runs")
        .description("Ticks of schedules in this process, by outcome")
        .tag("schedule", schedule)
        .tag("outcome", outcome)
        .register(registry);
  }

  /// How long after its time a tick was worked: `scheduled_lateness_seconds{schedule}`.
  public Timer scheduledLateness(String schedule) {
    return Timer.builder("scheduled.lateness")
        .description("How long after its time a tick was worked")
        .tag("schedule", schedule)
        .register(registry);
  }

  /// Rows that a schedule's statement touched, mostly removed: `scheduled_rows_total{schedule}`.
  public Counter scheduledRows(String schedule) {
    return Counter.builder("scheduled.rows")
        .description("Rows that the statement of a schedule touched in this process")
        .tag("schedule", schedule)
        .register(registry);
  }

  /// All meters in Prometheus' text format.
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    gc.close();
    virtualThreads.close();
    registry.close();
  }
}
