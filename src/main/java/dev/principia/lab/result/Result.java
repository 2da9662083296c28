package dev.principia.lab.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/// The result file of one run.
///
/// @param schema the version of this form
/// @param mode quick, standard, full or smoke
/// @param seed of the order of cells and of arrivals
/// @param blocks how often every arm is to be measured, each time in a fresh JVM
/// @param seconds of one measured window
/// @param environment what the figures depend on: machine, versions, flags
/// @param prices what each part of a request's way costs, if that was measured
/// @param hypotheses what was expected before the run
/// @param agreements with other generators; none when there is no other one here
/// @param points of sweeps, if there were any
public record Result(
    int schema,
    String startedAt,
    String mode,
    long seed,
    int blocks,
    int seconds,
    Map<String, String> environment,
    List<Arm> arms,
    List<Scenario> scenarios,
    List<Cell> cells,
    List<Price> prices,
    List<Hypothesis> hypotheses,
    List<Agreement> agreements,
    List<Point> points) {

  public static final int SCHEMA = 2;

  /// The same with other cells.
  public Result with(List<Cell> measured) {
    return with(measured, prices, hypotheses, agreements, points);
  }

  /// The same with prices.
  public Result priced(List<Price> list) {
    return with(cells, list, hypotheses, agreements, points);
  }

  /// The same after another generator was asked.
  public Result agreed(List<Agreement> all) {
    return with(cells, prices, hypotheses, all, points);
  }

  /// The same with a sweep in the place of an earlier one of its kind.
  public Result swept(List<Point> sweep) {
    List<Point> all = new ArrayList<>(points);
    all.removeIf(old -> sweep.stream().anyMatch(each -> each.sweep().equals(old.sweep())));
    all.addAll(sweep);
    return with(cells, prices, hypotheses, agreements, all);
  }

  /// The same with what was expected.
  Result expecting(List<Hypothesis> before) {
    return with(cells, prices, before, agreements, points);
  }

  private Result with(
      List<Cell> measured,
      List<Price> priced,
      List<Hypothesis> expected,
      List<Agreement> agreed,
      List<Point> swept) {
    return new Result(
        schema,
        startedAt,
        mode,
        seed,
        blocks,
        seconds,
        environment,
        arms,
        scenarios,
        measured,
        priced,
        expected,
        agreed,
        swept);
  }

  public List<Cell> cells(String scenario, String arm) {
    return cells.stream()
        .filter(cell -> cell.scenario().equals(scenario) && cell.arm().equals(arm))
        .toList();
  }

  /// The median over the blocks in which the figure was measured.
  public OptionalDouble median(String scenario, String arm, Figure figure) {
    double[] values =
        cells(scenario, arm).stream()
            .map(cell -> cell.figure(figure))
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .toArray();
    return values.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Statistics.median(DoubleStream.of(values).boxed().toList()));
  }
}
