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

  /// How far this process may be behind the log of events: `event_tail_lag_seconds`. It grows while
  /// the log is not heard, and while a slow transaction holds back events that are committed.
  public void eventLag(Supplier<Number> seconds) {
    Gauge.builder("event.tail.lag", seconds)
        .description("How far this process may be behind the log of events")
        .baseUnit("seconds")
        .register(registry);
  }

  /// Runs of a scheduled job: `scheduled_runs_total{job, outcome}`.
  public Counter scheduledRuns(String job, String outcome) {
    return Counter.builder("scheduled.runs")
        .description("Runs of scheduled jobs in this process, by outcome")
        .tag("job", job)
        .tag("outcome", outcome)
        .register(registry);
  }

  /// Rows that a scheduled job removed: `purged_rows_total{table}`.
  public Counter purged(String table) {
    return Counter.builder("purged.rows")
        .description("Expired rows removed by this process")
        .tag("table", table)
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
