package dev.principia.lab.result;

import java.util.List;
import java.util.OptionalDouble;

/// What we expect of a run, written down before it.
///
/// @param claim in words
/// @param arm whose figure it is about
/// @param over empty, or the arm whose same figure it is divided by
/// @param per the arm's own figures that it is divided by
/// @param least what it is at least for a hit
/// @param most what it is at most
public record Hypothesis(
    String claim,
    String scenario,
    Figure figure,
    String arm,
    String over,
    List<Figure> per,
    double least,
    double most) {

  /// What became of it.
  public enum Outcome {
    HIT,
    MISS,
    NOT_MEASURED
  }

  /// @param value medians over blocks, or their ratio; not a number when one is missing
  public record Judged(Hypothesis hypothesis, double value, Outcome outcome) {}

  /// All that the run holds a scenario for.
  public static List<Judged> judged(Result result) {
    return result.hypotheses().stream()
        .filter(each -> result.scenarios().stream().anyMatch(s -> s.id().equals(each.scenario)))
        .map(each -> each.judge(result))
        .toList();
  }

  private Judged judge(Result result) {
    double value = at(result, arm, figure);
    if (!over.isEmpty()) {
      value /= at(result, over, figure);
    }
    for (Figure divisor : per) {
      value /= at(result, arm, divisor);
    }
    return new Judged(this, value, outcome(value));
  }

  private Outcome outcome(double value) {
    if (Double.isNaN(value)) {
      return Outcome.NOT_MEASURED;
    }
    return value >= least && value <= most ? Outcome.HIT : Outcome.MISS;
  }

  private double at(Result result, String of, Figure which) {
    OptionalDouble found = result.median(scenario, of, which);
    return found.orElse(Double.NaN);
  }
}
