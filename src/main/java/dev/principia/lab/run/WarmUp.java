package dev.principia.lab.run;

import dev.principia.lab.load.Ask;
import dev.principia.lab.load.Generator;
import dev.principia.lab.load.Load;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Asks as fast as the server answers until the cost of an answer no longer changes and the
/// compiler has little to do: evidence instead of a time.
///
/// After each cycle nobody asks until the compiler has done what it has found out by then. Where a
/// core is shared with two hundred threads that want to run, it would get a hundredth of it, and
/// what it is kept from doing would look like having nothing to do.
///
/// @param warm whether that was reached within the cycles
/// @param capacity answers per second in the last cycle
record WarmUp(boolean warm, double capacity) {
  private static final int STEADY_CYCLES = 3;
  private static final double STEADY = 0.10;
  private static final double QUIET = 10;
  private static final int LOOKS = 30;
  private static final long LOOK_MILLIS = 100;

  static WarmUp of(Cores cores, Target target, List<Ask> asks, int callers, Mode mode)
      throws InterruptedException {
    cores.compilerOnBoth(target.pid());
    try {
      return of(target, asks, callers, mode);
    } finally {
      cores.compilerOnItsOwn(target.pid());
    }
  }

  private static WarmUp of(Target target, List<Ask> asks, int callers, Mode mode)
      throws InterruptedException {
    List<Double> costs = new ArrayList<>();
    WarmUp last = new WarmUp(false, 0);
    for (int cycle = 0; cycle < mode.cycles() && !last.warm; cycle++) {
      Sample before = sample(target, 0);
      long answers = ask(target, asks, callers, mode.cycleSeconds());
      Sample after = sample(target, answers);
      costs.add(after.cpuSince(before));
      double compiler = compiled(target, after).compilerSince(before);
      boolean warm = isSteady(costs) && compiler <= QUIET;
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

  /// Waits until the compiler is idle; what all has been done then.
  private static Sample compiled(Target target, Sample since) throws InterruptedException {
    Sample last = since;
    for (int look = 0; look < LOOKS; look++) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      Sample now = sample(target, 0);
      if (now.compiledSince(last) < LOOK_MILLIS * 1e6 / 10) {
        return now;
      }
      last = now;
    }
    return last;
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
