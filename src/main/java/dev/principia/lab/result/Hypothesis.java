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

  /// As good as no upper bound.
  public static final double NO_BOUND = 1e9;

  /// What became of it.
  public enum Outcome {
    HIT("hit"),
    MISS("miss"),
    NOT_MEASURED("not measured");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
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

  /// Of what: `CPU of A : A1`.
  public String reckoned() {
    String divided = per.isEmpty() ? over : per.getFirst().name();
    return figure.name() + " of " + arm + (divided.isEmpty() ? "" : " : " + divided);
  }

  /// `0.9 to 1.1`, `at most 0.9`.
  public String expected() {
    if (most >= NO_BOUND) {
      return "at least " + Medians.words(least);
    }
    return least <= 0
        ? "at most " + Medians.words(most)
        : Medians.words(least) + " to " + Medians.words(most);
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
