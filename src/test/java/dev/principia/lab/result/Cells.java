package dev.principia.lab.result;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Results that nobody measured, of which it is known what they say.
final class Cells {
  private static final List<Double> FLAT = Cell.QUANTILES.stream().map(q -> 1.0).toList();

  private final List<Cell> cells = new ArrayList<>();
  private final Scenario scenario;

  Cells(int downstreamMillis, int streams) {
    var stream = new Scenario.Stream("GET", "/", false, "", 100, 200, true, Map.of(), "");
    this.scenario =
        new Scenario(
            "read",
            "",
            "",
            "",
            java.util.Collections.nCopies(streams, stream),
            List.of(),
            downstreamMillis,
            16,
            1000,
            0,
            0,
            0,
            Map.of());
  }

  /// A healthy arm: 1,000 requests a second of 100 µs each.
  static Map<Figure, Double> healthy() {
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    figures.put(Figure.OFFERED, 1000.0);
    figures.put(Figure.REACHED, 100.0);
    figures.put(Figure.ACHIEVED, 1000.0);
    figures.put(Figure.GOODPUT, 1000.0);
    figures.put(Figure.SERVICE_MEAN, 2.0);
    figures.put(Figure.RESPONSE_P50, 1.0);
    figures.put(Figure.RESPONSE_P99, 4.0);
    figures.put(Figure.IN_FLIGHT, 2.0);
    figures.put(Figure.CPU, 100.0);
    figures.put(Figure.RUN_QUEUE, 20.0);
    figures.put(Figure.UTILISATION, 10.0);
    figures.put(Figure.STATEMENTS, 1.0);
    figures.put(Figure.STATEMENT, 0.1);
    figures.put(Figure.CONNECTIONS_BUSY, 1.4);
    figures.put(Figure.LOOP_LATE, 0.5);
    return figures;
  }

  Cells add(Arm arm, int block, Map<Figure, Double> changed) {
    Map<Figure, Double> figures = healthy();
    figures.putAll(changed);
    cells.add(
        new Cell("read", arm.id(), block, 1, List.of(), true, figures, FLAT, FLAT, List.of())
            .gated());
    return this;
  }

  Cells blocks(Arm arm, Figure figure, double... values) {
    for (int block = 0; block < values.length; block++) {
      add(arm, block, Map.of(figure, values[block]));
    }
    return this;
  }

  Result result() {
    return new Result(
        Result.SCHEMA,
        "2026-01-21T09:00:00Z",
        "quick",
        1,
        3,
        6,
        Map.of(),
        Arm.ALL,
        List.of(scenario),
        cells,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
