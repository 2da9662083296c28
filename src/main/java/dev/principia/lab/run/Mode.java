package dev.principia.lab.run;

import dev.principia.lab.result.Arm;
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
      new Mode("quick", 3, 6, 1, 1.5, 12, 2, List.of("read", "downstream", "cpu"), Arm.ALL);

  public static final Mode STANDARD =
      new Mode(
          "standard",
          5,
          10,
          2,
          2,
          10,
          3,
          List.of("floor", "read", "page", "downstream", "cpu", "overload"),
          Arm.ALL);

  public static final Mode FULL =
      new Mode(
          "full",
          10,
          15,
          2,
          2,
          10,
          3,
          List.of("floor", "read", "page", "write", "downstream", "sign-in", "cpu", "overload"),
          Arm.ALL);

  /// The same with other scenarios.
  public Mode only(List<String> ids) {
    return new Mode(name, blocks, seconds, settle, cycleSeconds, cycles, tries, ids, arms);
  }

  int cells() {
    return blocks * scenarios.size() * arms.size();
  }
}
