package dev.principia.lab.result;

import java.util.List;
import java.util.Optional;

/// Two arms that differ in one known thing, or in a known bundle of things.
///
/// @param differs what the first has and the second has not
/// @param ratio the first arm's figure over the second's
/// @param says empty when it was not measured
public record Contrast(
    String scenario,
    String differs,
    String over,
    String under,
    Figure figure,
    Optional<Interval> ratio,
    Optional<Interval.Says> says) {

  private record Pair(String differs, Arm over, Arm under) {}

  private static final List<Pair> PAIRS =
      List.of(
          new Pair("pipelining", Arm.A, Arm.A1),
          new Pair("virtual instead of platform threads", Arm.C, Arm.D),
          new Pair("event loop and reactive client instead of Jetty and JDBC", Arm.A1, Arm.C),
          new Pair("the product instead of virtual threads", Arm.A, Arm.C),
          new Pair("the product instead of platform threads", Arm.A, Arm.D));

  /// All contrasts of a scenario; none without cells of both arms.
  public static List<Contrast> of(Result result, String scenario, Figure figure) {
    return PAIRS.stream()
        .filter(pair -> !result.cells(scenario, pair.over.id()).isEmpty())
        .filter(pair -> !result.cells(scenario, pair.under.id()).isEmpty())
        .map(pair -> of(result, scenario, figure, pair))
        .toList();
  }

  private static Contrast of(Result result, String scenario, Figure figure, Pair pair) {
    var ratio = Statistics.ratio(result, scenario, pair.over.id(), pair.under.id(), figure);
    var noise = noise(result, scenario, figure);
    return new Contrast(
        scenario,
        pair.differs,
        pair.over.id(),
        pair.under.id(),
        figure,
        ratio,
        ratio.flatMap(known -> noise.map(known::against)));
  }

  /// How far two equal arms lay apart in this run.
  public static Optional<Interval> noise(Result result, String scenario, Figure figure) {
    return Statistics.ratio(result, scenario, Arm.TWIN.id(), Arm.A.id(), figure);
  }
}
