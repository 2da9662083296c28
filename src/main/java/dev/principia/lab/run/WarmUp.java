package dev.principia.lab.run;

import dev.principia.lab.load.Ask;
import dev.principia.lab.load.Generator;
import dev.principia.lab.load.Load;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Asks as fast as the server answers until the cost of an answer no longer changes and the
/// compiler has little to do: evidence instead of a time.
///
/// @param warm whether that was reached within the cycles
/// @param capacity answers per second in the last cycle
record WarmUp(boolean warm, double capacity) {
  private static final int STEADY_CYCLES = 3;
  private static final double STEADY = 0.10;
  private static final double QUIET = 10;

  static WarmUp of(Target target, List<Ask> asks, int callers, Mode mode) {
    List<Double> costs = new ArrayList<>();
    WarmUp last = new WarmUp(false, 0);
    for (int cycle = 0; cycle < mode.cycles() && !last.warm; cycle++) {
      Sample before = sample(target, 0);
      long answers = ask(target, asks, callers, mode.cycleSeconds());
      Sample after = sample(target, answers);
      costs.add(after.cpuSince(before));
      boolean warm = isSteady(costs) && after.compilerSince(before) <= QUIET;
      last = new WarmUp(warm, answers / mode.cycleSeconds());
    }
    return last;
  }

  private static long ask(Target target, List<Ask> asks, int callers, double seconds) {
    try (Generator generator = new Generator(target.port())) {
      Generator.Running running = generator.start(Load.closed(asks, callers, seconds));
      return running.finished().thenApply(done -> running.answers()).join();
    }
  }

  private static Sample sample(Target target, long answers) {
    return Sample.cheap(target.pid(), answers, new Metrics(Map.of()), new Place.Counted(0, 0));
  }

  private static boolean isSteady(List<Double> costs) {
    if (costs.size() < STEADY_CYCLES) {
      return false;
    }
    List<Double> last = costs.subList(costs.size() - STEADY_CYCLES, costs.size());
    double most = last.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    double least = last.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    return most - least <= STEADY * most;
  }
}
