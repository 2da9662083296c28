package dev.principia.lab.result;

import java.util.List;
import java.util.Map;

/// One step of a sweep: the same measured again while one thing is turned up.
///
/// @param sweep `pool` or `rate`
/// @param x how many connections, or requests due in a second
/// @param figures those that no gate refused
public record Point(
    String sweep, String scenario, String arm, double x, Map<Figure, Double> figures) {
  private static final double AS_GOOD = 0.95;

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
}
