package dev.principia.lab.result;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// What one JVM has shown: one arm under one scenario in one block.
///
/// @param tries how often it was tried
/// @param flags why its figures can't be trusted, or which of them; see [Gate]
/// @param warm whether the warm-up ended by evidence and not by patience
/// @param response times from when a request was due, in ms, at the quantiles of [#QUANTILES]
/// @param service times from the real send, likewise
/// @param perSecond good answers in each second of the window
public record Cell(
    String scenario,
    String arm,
    int block,
    int tries,
    List<Gate> flags,
    boolean warm,
    Map<Figure, Double> figures,
    List<Double> response,
    List<Double> service,
    List<Long> perSecond) {

  /// The quantiles at which distributions are kept.
  public static final List<Double> QUANTILES =
      List.of(
          0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995, 0.9999,
          1.0);

  /// The figure, unless it was not measured or a gate says that it means nothing.
  public OptionalDouble figure(Figure figure) {
    boolean refused = flags.stream().anyMatch(gate -> gate.refuses(figure));
    Double value = figures.get(figure);
    return refused || value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /// The same after so many tries.
  public Cell afterTries(int count) {
    return new Cell(
        scenario, arm, block, count, flags, warm, figures, response, service, perSecond);
  }

  /// The same with one more figure.
  public Cell with(Figure figure, double value) {
    Map<Figure, Double> more = new EnumMap<>(Figure.class);
    more.putAll(figures);
    more.put(figure, value);
    return new Cell(scenario, arm, block, tries, flags, warm, more, response, service, perSecond);
  }

  /// The same with what the gates say of it.
  public Cell gated() {
    List<Gate> closed =
        Arrays.stream(Gate.values()).filter(gate -> gate.isClosed(figures)).toList();
    return new Cell(
        scenario, arm, block, tries, closed, warm, figures, response, service, perSecond);
  }
}
