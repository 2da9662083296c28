package dev.principia.lab.result;

import java.util.Locale;
import java.util.OptionalDouble;

/// The figures of one arm under one scenario, as medians over the blocks.
record Medians(Result result, Scenario scenario, Arm arm) {
  OptionalDouble find(Figure figure) {
    return result.median(scenario.id(), arm.id(), figure);
  }

  /// The figure; not a number when it was not measured, which is neither above nor below anything.
  double at(Figure figure) {
    return find(figure).orElse(Double.NaN);
  }

  boolean isMeasured() {
    return find(Figure.ACHIEVED).isPresent();
  }

  /// Whether it answered what was asked.
  boolean keepsUp() {
    return at(Figure.GOODPUT) >= 0.97 * at(Figure.OFFERED);
  }

  /// The most that its connections can carry in a second: P/S.
  double poolBound() {
    return arm.connections() / (at(Figure.STATEMENTS) * at(Figure.STATEMENT) / 1000);
  }

  /// The most that its threads can carry in a second while each waits for the downstream: T/R.
  double threadBound() {
    return arm.threads() / (scenario.downstreamMillis() / 1000.0);
  }

  String words(Figure figure) {
    return words(at(figure)) + " " + figure.unit();
  }

  static String words(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    int digits = Math.abs(value) < 1 ? 2 : Math.abs(value) < 10 ? 1 : 0;
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }
}
