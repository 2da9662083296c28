package dev.principia.lab.load;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// The question whose answer is known: a server that stands still for 200 ms every 2 s lets a tenth
/// of all callers wait between 0 and 200 ms, so that p95 is 100 ms and p99 is 180 ms. A client that
/// waits for answers before it asks again hardly notices it.
///
/// @param p95 in milliseconds
/// @param p99 in milliseconds
public record Hiccup(double p95, double p99) {
  private static final long STILL_MILLIS = 200;
  private static final long PERIOD_MILLIS = 2_000;
  private static final double PER_SECOND = 200;

  /// Within a fifth of what must come out; a tool that reports less must not be believed.
  public boolean isRight() {
    return Math.abs(p95 - 100) <= 20 && Math.abs(p99 - 180) <= 36;
  }

  /// Asks with the generator as it measures.
  public static Hiccup open(int port, String path, Runnable standStill, int seconds) {
    Arrivals arrivals = Arrivals.uniform(new Arrivals.Phase(PER_SECOND, seconds));
    return of(
        port,
        standStill,
        Load.open(List.of(Ask.get(path)), arrivals, Duration.ZERO, 256, Duration.ofSeconds(5)));
  }

  /// Asks as a client does that waits for its answers.
  public static Hiccup closed(int port, Runnable standStill, int seconds) {
    return of(port, standStill, Load.closed(List.of(Ask.get("/")), 4, seconds));
  }

  /// Stands still for so long, with the action of [#everyPeriod].
  public static long stillMillis() {
    return STILL_MILLIS;
  }

  /// Runs the action every 2 s, at first after 1 s, until it is shut down.
  public static ScheduledExecutorService everyPeriod(Runnable action) {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
    var _ =
        timer.scheduleAtFixedRate(action, PERIOD_MILLIS / 2, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    return timer;
  }

  private static Hiccup of(int port, Runnable standStill, Load load) {
    try (Generator generator = new Generator(port)) {
      var running = generator.start(load);
      running.started().join();
      ScheduledExecutorService stopping = everyPeriod(standStill);
      try {
        return of(running.finished().join().response);
      } finally {
        stopping.shutdownNow();
      }
    }
  }

  private static Hiccup of(Histogram micros) {
    return new Hiccup(
        micros.getValueAtPercentile(95) / 1000.0, micros.getValueAtPercentile(99) / 1000.0);
  }
}
