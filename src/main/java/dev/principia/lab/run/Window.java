package dev.principia.lab.run;

import dev.principia.lab.load.Arrivals;
import dev.principia.lab.load.Ask;
import dev.principia.lab.load.Generator;
import dev.principia.lab.load.Hiccup;
import dev.principia.lab.load.Load;
import dev.principia.lab.load.Recording;
import dev.principia.lab.result.Arm;
import dev.principia.lab.result.Cell;
import dev.principia.lab.result.Figure;
import dev.principia.lab.result.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// One measured window on one server that is warm.
///
/// @param settle seconds before it that are not recorded
public record Window(
    Target target,
    Scenario scenario,
    Arm arm,
    int block,
    int seconds,
    int settle,
    long seed,
    Place.Statements statements) {

  /// @param capacity of the server under this scenario, in answers per second
  public Cell measure(List<Ask> asks, double capacity, boolean warm)
      throws IOException, InterruptedException {
    List<Arrivals.Phase> phases = phases(capacity);
    Load load =
        Load.open(
                asks,
                Arrivals.poisson(phases, seed),
                Duration.ofSeconds(settle),
                scenario.connections(),
                scenario.deadline())
            .retrying(scenario.retries());
    try (Generator generator = new Generator(target.port())) {
      Generator.Running running = generator.start(load);
      long start = running.started().join();
      Optional<ScheduledExecutorService> stops = stops();
      Map<Figure, Double> figures = figures(running, start);
      stops.ifPresent(ExecutorService::shutdownNow);
      figures.put(Figure.CAPACITY, capacity);
      return cell(running.finished().join(), figures, warm, phases);
    }
  }

  /// The server is stopped again and again where the scenario wants it.
  private Optional<ScheduledExecutorService> stops() {
    return scenario.stillMillis() == 0
        ? Optional.empty()
        : Optional.of(
            Hiccup.everyPeriod(() -> ServerProcess.standStill(target, scenario.stillMillis())));
  }

  private Map<Figure, Double> figures(Generator.Running running, long start)
      throws IOException, InterruptedException {
    sleepUntil(start, settle);
    Sample before = Sample.first(target, running, statements);
    sleepUntil(start, settle + seconds * 0.5);
    double busy = Metrics.of(target.managementPort()).at("server_threads{kind=\"platform\"}");
    sleepUntil(start, settle + seconds);
    Sample after = Sample.last(target, running, statements);
    Map<Figure, Double> figures = after.figures(before, arm);
    figures.put(Figure.BUSY_THREADS, busy);
    figures.put(Figure.RSS, Kernel.resident(target.pid()) / 1e6);
    return figures;
  }

  private List<Arrivals.Phase> phases(double capacity) {
    if (scenario.ofCapacity().isEmpty()) {
      return List.of(new Arrivals.Phase(scenario.perSecond(), settle + seconds));
    }
    double each = (settle + seconds) / (double) scenario.ofCapacity().size();
    return scenario.ofCapacity().stream()
        .map(factor -> new Arrivals.Phase(factor * capacity, each))
        .toList();
  }

  private static void sleepUntil(long start, double seconds) throws InterruptedException {
    long left = start + (long) (seconds * 1e9) - System.nanoTime();
    if (left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }

  private Cell cell(
      Recording of, Map<Figure, Double> figures, boolean warm, List<Arrivals.Phase> phases) {
    double seconds = of.seconds();
    double due = Math.max(1, of.due());
    figures.put(Figure.OFFERED, of.due() / seconds);
    figures.put(Figure.REACHED, 100 * of.handled() / due);
    figures.put(Figure.ACHIEVED, of.answered() / seconds);
    figures.put(Figure.GOODPUT, of.good() / seconds);
    figures.put(Figure.ERRORS, 100 * of.errors() / due);
    figures.put(Figure.TIMEOUTS, 100 * of.timeouts() / due);
    figures.put(Figure.RETRIES, 100 * of.again() / due);
    figures.put(Figure.BACKLOG, (double) of.backlog());
    figures.put(Figure.IN_FLIGHT, of.meanInFlight());
    figures.put(Figure.RESPONSE_MEAN, of.response.getMean() / 1e3);
    figures.put(Figure.RESPONSE_P50, at(of.response, 50));
    figures.put(Figure.RESPONSE_P90, at(of.response, 90));
    figures.put(Figure.RESPONSE_P99, at(of.response, 99));
    figures.put(Figure.RESPONSE_P999, at(of.response, 99.9));
    figures.put(Figure.RESPONSE_MAX, of.response.getMaxValue() / 1e3);
    figures.put(Figure.SERVICE_MEAN, of.service.getMean() / 1e3);
    figures.put(Figure.SERVICE_P99, at(of.service, 99));
    figures.put(Figure.LAG_P99, at(of.lag, 99));
    if (phases.size() == 3) {
      overload(of.goodPerSecond(), phases, figures);
    }
    return new Cell(
            scenario.id(),
            arm.id(),
            block,
            1,
            List.of(),
            warm,
            figures,
            distribution(of.response),
            distribution(of.service),
            Arrays.stream(of.goodPerSecond()).boxed().toList())
        .gated();
  }

  /// What was answered well in the second half of the overload, and when all was well again.
  private void overload(long[] good, List<Arrivals.Phase> phases, Map<Figure, Double> figures) {
    int begin = (int) Math.round(phases.getFirst().seconds()) - settle;
    int end = begin + (int) Math.round(phases.get(1).seconds());
    int half = begin + (end - begin) / 2;
    figures.put(Figure.PEAK, Arrays.stream(good, half, end).average().orElse(0));
    double well = 0.9 * phases.getLast().perSecond();
    int second = end;
    while (second < good.length - 1 && good[second] < well) {
      second++;
    }
    figures.put(Figure.RECOVERY, (double) second - end);
  }

  private static double at(Histogram micros, double percentile) {
    return micros.getValueAtPercentile(percentile) / 1e3;
  }

  private static List<Double> distribution(Histogram micros) {
    List<Double> values = new ArrayList<>();
    Cell.QUANTILES.forEach(quantile -> values.add(at(micros, 100 * quantile)));
    return values;
  }
}
