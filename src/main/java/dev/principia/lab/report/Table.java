package dev.principia.lab.report;

import dev.principia.lab.result.Arm;
import dev.principia.lab.result.Figure;
import dev.principia.lab.result.Interval;
import dev.principia.lab.result.Result;
import dev.principia.lab.result.Scenario;
import dev.principia.lab.result.Statistics;
import dev.principia.lab.result.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// Results as text of at most 120 columns.
public final class Table {
  private static final List<Figure> COLUMNS =
      List.of(
          Figure.CPU,
          Figure.GOODPUT,
          Figure.RESPONSE_P50,
          Figure.RESPONSE_P99,
          Figure.ALLOCATED,
          Figure.UTILISATION,
          Figure.THREADS);

  private Table() {}

  /// The medians of every arm, and what follows from them.
  public static String of(Result result) {
    StringBuilder text = new StringBuilder();
    for (Scenario scenario : result.scenarios()) {
      text.append("%n%s: %s%n".formatted(scenario.title(), scenario.question()));
      text.append(
          "  %-40s%9s%9s%9s%9s%9s%9s%9s%n"
              .formatted("", "CPU µs", "good/s", "p50 ms", "p99 ms", "alloc", "core %", "threads"));
      for (Arm arm : result.arms()) {
        text.append("  %-4s %-35s".formatted(arm.id(), arm.name()));
        COLUMNS.forEach(
            figure -> text.append(words(result.median(scenario.id(), arm.id(), figure))));
        text.append('\n');
      }
      Verdict.findings(result).stream()
          .filter(finding -> finding.scenario().equals(scenario.id()))
          .forEach(
              finding ->
                  text.append(
                      "  %-4s %s. %s%n"
                          .formatted(finding.arm(), finding.cause().word(), finding.sentence())));
      Verdict.differences(result, scenario.id())
          .forEach(sentence -> text.append("  = " + sentence + "\n"));
    }
    return text.toString();
  }

  private static String words(OptionalDouble value) {
    if (value.isEmpty()) {
      return String.format("%9s", "–");
    }
    double number = value.getAsDouble();
    return String.format(Locale.ROOT, number < 10 ? "%9.2f" : "%9.0f", number);
  }

  /// Each arm and scenario of both runs: the second run's CPU per request over the first one's. Two
  /// runs are not paired by blocks, so a difference must lie outside of what both scattered.
  public static String comparison(Result before, Result after) {
    StringBuilder text =
        new StringBuilder("CPU per request, medians and their 95 % intervals, in µs\n");
    for (Scenario scenario : before.scenarios()) {
      for (Arm arm : before.arms()) {
        var old = Statistics.spread(before, scenario.id(), arm.id(), Figure.CPU);
        var now = Statistics.spread(after, scenario.id(), arm.id(), Figure.CPU);
        if (old.isPresent() && now.isPresent()) {
          text.append(line(scenario, arm, old.get(), now.get()));
        }
      }
    }
    return text.toString();
  }

  private static String line(Scenario scenario, Arm arm, Interval old, Interval now) {
    double change = 100 * (now.middle() / old.middle() - 1);
    boolean apart = old.high() < now.low() || now.high() < old.low();
    boolean counts = apart && Math.abs(change) > 100 * Interval.PRACTICAL;
    return String.format(
        Locale.ROOT,
        "  %-11s %-4s  %s -> %s  %+.0f %%%s%n",
        scenario.id(),
        arm.id(),
        old,
        now,
        change,
        counts ? "" : "  no practical difference");
  }
}
