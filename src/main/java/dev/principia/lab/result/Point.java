package dev.principia.lab.result;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// One step of a sweep: the same measured again while one thing is turned up.
///
/// @param sweep `pool`, `rate`, `idle` or `slow-readers`
/// @param scenario what is asked, or how clients listen
/// @param x how many connections or clients, or requests due in a second
/// @param figures those that no gate refused
public record Point(
    String sweep, String scenario, String arm, double x, Map<Figure, Double> figures) {
  private static final double AS_GOOD = 0.95;
  private static final double MANY = 1_000;

  /// The figures of a cell that no gate refuses.
  public static Map<Figure, Double> trusted(Cell cell) {
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    for (Figure figure : cell.figures().keySet()) {
      cell.figure(figure).ifPresent(value -> figures.put(figure, value));
    }
    return figures;
  }

  double at(Figure figure) {
    return figures.getOrDefault(figure, Double.NaN);
  }

  /// What sweeps of the pool say of each scenario: the smallest pool that is as good as any.
  public static List<String> optima(List<Point> points) {
    List<Point> pools = points.stream().filter(each -> each.sweep.equals("pool")).toList();
    return pools.stream()
        .map(Point::scenario)
        .distinct()
        .map(id -> optimum(pools.stream().filter(each -> each.scenario.equals(id)).toList()))
        .toList();
  }

  private static String optimum(List<Point> points) {
    double best = points.stream().mapToDouble(each -> each.at(Figure.CAPACITY)).max().orElseThrow();
    Point enough =
        points.stream()
            .filter(each -> each.at(Figure.CAPACITY) >= AS_GOOD * best)
            .findFirst()
            .orElseThrow();
    return "%s: %.0f are enough: they carry %s/s, and no pool carries more than %s/s."
        .formatted(
            enough.scenario,
            enough.x,
            Medians.words(enough.at(Figure.CAPACITY)),
            Medians.words(best));
  }

  /// What sweeps of listeners say of each way to listen: what one more costs, by the slope from a
  /// thousand up.
  public static List<String> listeners(List<Point> points) {
    List<Point> many =
        points.stream()
            .filter(each -> each.sweep.equals("idle") && each.at(Figure.LISTENERS) >= MANY)
            .toList();
    return many.stream()
        .map(each -> List.of(each.scenario, each.arm))
        .distinct()
        .map(
            side ->
                many.stream()
                    .filter(each -> List.of(each.scenario, each.arm).equals(side))
                    .toList())
        .filter(side -> side.size() > 1)
        .map(Point::listener)
        .toList();
  }

  private static String listener(List<Point> side) {
    Point few = side.getFirst();
    Point most = side.getLast();
    return "%s on %s: one more of %.0f clients costs %s KB resident, %s KB of heap and %s threads."
        .formatted(
            few.scenario,
            few.arm,
            most.at(Figure.LISTENERS),
            Medians.words(1e3 * most.slope(few, Figure.RSS)),
            Medians.words(1e3 * most.slope(few, Figure.HEAP)),
            Medians.words(most.slope(few, Figure.THREADS)));
  }

  private double slope(Point from, Figure figure) {
    return (at(figure) - from.at(figure)) / (at(Figure.LISTENERS) - from.at(Figure.LISTENERS));
  }
}
