package dev.principia.lab.result;

import java.util.ArrayList;
import java.util.List;

/// An identity or a bound, held against what was measured. A law that fails says that the
/// measurement is wrong, not the law.
///
/// @param formula in words that a reader can check
/// @param holds within 5 % for an identity, 20 % for a prediction from another scenario, 2 % above
///   for a bound
public record Law(
    String name,
    String formula,
    String scenario,
    String arm,
    double predicted,
    double measured,
    boolean isBound,
    boolean holds) {

  /// How far the measured value is off, as a share of the predicted one.
  public double residual() {
    return measured / predicted - 1;
  }

  /// All laws that can be held against the result.
  public static List<Law> of(Result result) {
    List<Law> laws = new ArrayList<>();
    for (Scenario scenario : result.scenarios()) {
      for (Arm arm : result.arms()) {
        of(new Medians(result, scenario, arm), laws);
      }
    }
    return laws.stream().filter(law -> !Double.isNaN(law.residual())).toList();
  }

  private static void of(Medians of, List<Law> laws) {
    double inFlight = of.at(Figure.ACHIEVED) * of.at(Figure.SERVICE_MEAN) / 1000;
    if (inFlight >= 1 && of.scenario().ofCapacity().isEmpty()) {
      laws.add(
          identity("Little", "in flight = X · R", of, inFlight, of.at(Figure.IN_FLIGHT), 0.05));
    }
    if (of.arm().threads() > 0 && of.scenario().downstreamMillis() > 0) {
      laws.add(bound("thread cap", "X ≤ threads / R", of, of.threadBound()));
    }
    if (of.at(Figure.CONNECTIONS_BUSY) > 0) {
      laws.add(bound("pool bound", "X ≤ connections / S", of, of.poolBound()));
    }
    if (of.scenario().stillMillis() > 0) {
      laws.add(
          identity("hiccup", "p99 = 0.9 · stop", of, hiccup(of), of.at(Figure.RESPONSE_P99), 0.2));
    }
    if (of.scenario().isOfEqualRates()) {
      double busy = of.at(Figure.ACHIEVED) * of.at(Figure.CPU) / 1e4;
      laws.add(identity("utilisation", "ρ = X · CPU", of, busy, of.at(Figure.UTILISATION), 0.1));
    }
  }

  /// Who comes at any time during a stop waits for the rest of it, and a hundredth of all are the
  /// first tenth of those, as a stop every 2 s meets a tenth of all.
  private static double hiccup(Medians of) {
    double still = of.scenario().stillMillis();
    return still * (1 - 0.01 * 2_000 / still);
  }

  private static Law identity(
      String name, String formula, Medians of, double predicted, double measured, double within) {
    boolean holds = Math.abs(measured / predicted - 1) <= within;
    return new Law(
        name, formula, of.scenario().id(), of.arm().id(), predicted, measured, false, holds);
  }

  private static Law bound(String name, String formula, Medians of, double bound) {
    double measured = of.at(Figure.ACHIEVED);
    return new Law(
        name,
        formula,
        of.scenario().id(),
        of.arm().id(),
        bound,
        measured,
        true,
        measured <= 1.02 * bound);
  }
}
