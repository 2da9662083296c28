package dev.principia.lab.run;

import dev.principia.lab.result.Cell;
import dev.principia.lab.result.Figure;
import dev.principia.lab.result.Gate;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// What is said of a cell that has been measured.
final class Progress {
  private Progress() {}

  static String line(Cell cell, int done, int all, double secondsLeft) {
    String flags = cell.flags().stream().map(Gate::name).collect(Collectors.joining(" "));
    return String.format(
        Locale.ROOT,
        "%3d/%d %2.0f min left  %-11s %-4s block %d  %s CPU-µs  p99 %s ms  %s/s of %s/s  %s%s",
        done,
        all,
        Math.ceil(secondsLeft / 60),
        cell.scenario(),
        cell.arm(),
        cell.block() + 1,
        words(cell.figure(Figure.CPU)),
        words(cell.figure(Figure.RESPONSE_P99)),
        words(cell.figure(Figure.GOODPUT)),
        words(cell.figure(Figure.OFFERED)),
        cell.warm() ? "" : "not warm ",
        flags);
  }

  private static String words(OptionalDouble value) {
    return value.isPresent()
        ? String.format(
            Locale.ROOT, value.getAsDouble() < 10 ? "%6.1f" : "%6.0f", value.getAsDouble())
        : "     –";
  }
}
