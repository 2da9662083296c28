package dev.principia.lab.run;

import dev.principia.lab.load.Stub;
import dev.principia.lab.result.Arm;
import dev.principia.lab.result.Cell;
import dev.principia.lab.result.Figure;
import dev.principia.lab.result.Point;
import dev.principia.lab.result.Scenario;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/// The same measured again and again while one thing is turned up. Each point is one window, so a
/// curve shows a shape, and no difference of a few per cent.
///
/// @param say is told each point
public record Sweeps(Place place, Cores cores, Stub stub, Consumer<String> say) {
  private static final List<Integer> CONNECTIONS = List.of(1, 2, 4, 8, 16, 32);
  private static final List<Double> RATES = List.of(0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0);

  /// How many connections does the blocking server with virtual threads need, which nothing else
  /// bounds? A short read, and a statement of 5 ms.
  public List<Point> pool() throws IOException, InterruptedException {
    List<Point> points = new ArrayList<>();
    for (String id : List.of("read", "pool")) {
      Scenario scenario = Scenarios.named(id);
      for (int connections : CONNECTIONS) {
        Map<String, String> size = Map.of("postgres-connections", Integer.toString(connections));
        try (WarmServer server = warm(Arm.C, scenario, size)) {
          points.add(point("pool", connections, server.measure(scenario, 0)));
        }
      }
    }
    return points;
  }

  /// How do times grow as the rate comes near to what an arm can do?
  public List<Point> rate() throws IOException, InterruptedException {
    List<Point> points = new ArrayList<>();
    Scenario read = Scenarios.named("read");
    for (Arm arm : List.of(Arm.A, Arm.C, Arm.D)) {
      try (WarmServer server = warm(arm, read, Map.of())) {
        for (double factor : RATES) {
          Cell cell = server.measure(read.ofCapacity(List.of(factor)), points.size());
          points.add(point("rate", cell.figures().getOrDefault(Figure.OFFERED, 0.0), cell));
        }
      }
    }
    return points;
  }

  private WarmServer warm(Arm arm, Scenario scenario, Map<String, String> changed)
      throws IOException, InterruptedException {
    return WarmServer.start(place, cores, stub, arm, scenario, changed);
  }

  private Point point(String sweep, double x, Cell cell) {
    say.accept(
        String.format(
            Locale.ROOT,
            "%-5s %-4s %6.0f  can do %6.0f/s  p50 %s ms  p99 %s ms  core %3.0f %%",
            cell.scenario(),
            cell.arm(),
            x,
            cell.figures().getOrDefault(Figure.CAPACITY, 0.0),
            words(cell.figure(Figure.RESPONSE_P50)),
            words(cell.figure(Figure.RESPONSE_P99)),
            cell.figures().getOrDefault(Figure.UTILISATION, 0.0)));
    return new Point(sweep, cell.scenario(), cell.arm(), x, Point.trusted(cell));
  }

  private static String words(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%6.1f", value.getAsDouble()) : "     –";
  }
}
