package dev.principia.lab.result;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// The unit of repetition is a JVM: what requests of one JVM share is no repetition.
public final class Statistics {
  private static final int RESAMPLES = 10_000;
  private static final double TAIL = 0.025;
  private static final long SEED = 20_260_121;

  private Statistics() {}

  static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /// The median with its percentile bootstrap interval; the same for the same values.
  static Interval interval(List<Double> values) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] medians =
        IntStream.range(0, RESAMPLES)
            .mapToDouble(i -> median(resampled(values, random)))
            .sorted()
            .toArray();
    return new Interval(
        median(values),
        medians[(int) (RESAMPLES * TAIL)],
        medians[(int) (RESAMPLES * (1 - TAIL)) - 1]);
  }

  private static List<Double> resampled(List<Double> values, SplittableRandom random) {
    return DoubleStream.generate(() -> values.get(random.nextInt(values.size())))
        .limit(values.size())
        .boxed()
        .toList();
  }

  /// The ratio of two arms, each block's cell against the other of the same block. Empty with fewer
  /// than two blocks in which both were measured: one pair says nothing of its own spread.
  public static Optional<Interval> ratio(
      Result result, String scenario, String over, String under, Figure figure) {
    List<Double> ratios = new ArrayList<>();
    for (Cell cell : result.cells(scenario, over)) {
      result.cells(scenario, under).stream()
          .filter(other -> other.block() == cell.block())
          .forEach(other -> ratio(cell.figure(figure), other.figure(figure), ratios));
    }
    return ratios.size() < 2 ? Optional.empty() : Optional.of(interval(ratios));
  }

  /// The median of a figure with its interval; empty when it was never measured.
  public static Optional<Interval> spread(
      Result result, String scenario, String arm, Figure figure) {
    List<Double> values =
        result.cells(scenario, arm).stream()
            .map(cell -> cell.figure(figure))
            .filter(OptionalDouble::isPresent)
            .map(OptionalDouble::getAsDouble)
            .toList();
    return values.isEmpty() ? Optional.empty() : Optional.of(interval(values));
  }

  private static void ratio(OptionalDouble over, OptionalDouble under, List<Double> ratios) {
    if (over.isPresent() && under.isPresent() && under.getAsDouble() > 0) {
      ratios.add(over.getAsDouble() / under.getAsDouble());
    }
  }
}
