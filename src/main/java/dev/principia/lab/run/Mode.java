package dev.principia.lab.run;

import dev.principia.lab.result.Arm;
import dev.principia.lab.result.Scenario;
import java.util.List;

/// How much is measured.
///
/// @param blocks how often each arm is measured under each scenario, in a fresh JVM each time
/// @param seconds of a measured window
/// @param settle seconds before it that are not recorded
/// @param cycleSeconds of one cycle of the warm-up
/// @param cycles the most of them
/// @param tries the most of a cell that a gate refuses
/// @param scenarios by their ids
public record Mode(
    String name,
    int blocks,
    int seconds,
    int settle,
    double cycleSeconds,
    int cycles,
    int tries,
    List<String> scenarios,
    List<Arm> arms) {

  /// Whether everything works together; says nothing about speed.
  public static final Mode SMOKE =
      new Mode("smoke", 1, 2, 1, 0.5, 1, 1, List.of("read"), List.of(Arm.A, Arm.D));

  public static final Mode QUICK =
      new Mode("quick", 3, 6, 1, 1, 24, 2, List.of("read", "downstream", "cpu"), Arm.ALL);

  public static final Mode STANDARD =
      new Mode(
          "standard",
          5,
          10,
          2,
          1.5,
          25,
          3,
          List.of("floor", "read", "page", "downstream", "cpu", "overload"),
          Arm.ALL);

  public static final Mode FULL =
      new Mode(
          "full",
          10,
          15,
          2,
          1.5,
          30,
          3,
          List.of(
              "floor",
              "cached",
              "cached-redis",
              "read",
              "page",
              "write",
              "downstream",
              "downstream-spread",
              "sign-in",
              "cpu",
              "overload",
              "overload-retries",
              "hiccup"),
          Arm.ALL);

  /// The same with other scenarios.
  ///
  /// @param ids all of [Scenarios] when it holds `all`
  public Mode only(List<String> ids) {
    List<String> all = Scenarios.all().stream().map(Scenario::id).toList();
    List<String> chosen = ids.contains("all") ? all : ids;
    known(chosen, all);
    return new Mode(name, blocks, seconds, settle, cycleSeconds, cycles, tries, chosen, arms);
  }

  /// The same with other arms.
  public Mode arms(List<String> ids) {
    known(ids, Arm.ALL.stream().map(Arm::id).toList());
    List<Arm> chosen = Arm.ALL.stream().filter(arm -> ids.contains(arm.id())).toList();
    return new Mode(name, blocks, seconds, settle, cycleSeconds, cycles, tries, scenarios, chosen);
  }

  /// The same with more blocks, or fewer.
  public Mode blocks(int count) {
    return new Mode(name, count, seconds, settle, cycleSeconds, cycles, tries, scenarios, arms);
  }

  int cells() {
    return blocks * scenarios.size() * arms.size();
  }

  /// About how long a cell takes that no gate refuses: a start, most of the cycles that it may take
  /// and its window.
  double secondsOfCell() {
    return 5 + 0.75 * cycles * (cycleSeconds + 0.3) + settle + seconds;
  }

  private static void known(List<String> ids, List<String> all) {
    for (String id : ids) {
      if (!all.contains(id)) {
        throw new IllegalStateException("there is no " + id + ", but " + String.join(", ", all));
      }
    }
  }
}
