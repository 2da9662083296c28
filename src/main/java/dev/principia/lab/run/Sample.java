package dev.principia.lab.run;

import dev.principia.lab.load.Generator;
import dev.principia.lab.result.Arm;
import dev.principia.lab.result.Figure;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;

/// What all counters said at one moment; figures are differences of two.
///
/// @param nanos when, by [System#nanoTime]
/// @param answers that the generator had got
/// @param mine threads of this process
/// @param own the server's core
/// @param client the other one
record Sample(
    long nanos,
    long answers,
    Map<String, Kernel.Task> server,
    Map<String, Kernel.Task> mine,
    Kernel.Core own,
    Kernel.Core client,
    Kernel.Core machine,
    Metrics metrics,
    Place.Counted statements) {

  /// Before a window: what costs the server something is asked first.
  static Sample first(Target target, Generator.Running running, Place.Statements statements)
      throws IOException, InterruptedException {
    Metrics metrics = Metrics.of(target.managementPort());
    Place.Counted counted = statements.now();
    return cheap(target.pid(), running.answers(), metrics, counted);
  }

  /// After a window: what costs the server something is asked last.
  static Sample last(Target target, Generator.Running running, Place.Statements statements)
      throws IOException, InterruptedException {
    Sample now =
        cheap(target.pid(), running.answers(), new Metrics(Map.of()), new Place.Counted(0, 0));
    Place.Counted counted = statements.now();
    return new Sample(
        now.nanos,
        now.answers,
        now.server,
        now.mine,
        now.own,
        now.client,
        now.machine,
        Metrics.of(target.managementPort()),
        counted);
  }

  /// What the kernel alone tells.
  static Sample cheap(long pid, long answers, Metrics metrics, Place.Counted counted) {
    return new Sample(
        System.nanoTime(),
        answers,
        Kernel.threads(pid),
        Kernel.threads(ProcessHandle.current().pid()),
        Kernel.core("cpu" + Cores.SERVER),
        Kernel.core("cpu" + Cores.OTHERS),
        Kernel.core("cpu"),
        metrics,
        counted);
  }

  /// CPU-µs of the server per answer since then, without its compiler.
  double cpuSince(Sample earlier) {
    return perAnswer(earlier, ran(earlier, thread -> !thread.compiles()) / 1e3);
  }

  /// The share of the compiler in the server's CPU time since then, in per cent.
  double compilerSince(Sample earlier) {
    double all = ran(earlier, thread -> true);
    return all == 0 ? 0 : 100 * ran(earlier, Kernel.Task::compiles) / all;
  }

  /// CPU nanoseconds of the server since then, without its compiler.
  double ranSince(Sample earlier) {
    return ran(earlier, thread -> !thread.compiles());
  }

  /// CPU nanoseconds of the generator since then; of one that was ended meanwhile nothing is known.
  double generatorSince(Sample earlier) {
    return generator() - earlier.generator();
  }

  /// CPU nanoseconds of the compiler since then.
  double compiledSince(Sample earlier) {
    return ran(earlier, Kernel.Task::compiles);
  }

  private double perAnswer(Sample earlier, double value) {
    return value / Math.max(1, answers - earlier.answers);
  }

  private double ran(Sample earlier, Predicate<Kernel.Task> which) {
    return server.entrySet().stream()
        .filter(each -> which.test(each.getValue()))
        .mapToDouble(each -> each.getValue().ran() - before(earlier, each.getKey()).ran())
        .sum();
  }

  private static Kernel.Task before(Sample earlier, String id) {
    return earlier.server.getOrDefault(id, new Kernel.Task("", 0, 0, 0));
  }

  /// All figures that counters tell.
  Map<Figure, Double> figures(Sample earlier, Arm arm) {
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    if (Kernel.isKnown()) {
      kernel(earlier, figures);
    }
    double nanos = this.nanos - earlier.nanos;
    figures.put(
        Figure.ALLOCATED,
        perAnswer(
            earlier, sum("jvm_allocated_bytes_total") - earlier.sum("jvm_allocated_bytes_total")));
    double gc = sum("jvm_gc_pause_seconds_sum") - earlier.sum("jvm_gc_pause_seconds_sum");
    figures.put(Figure.GC, 100 * gc * 1e9 / nanos);
    int loops = metrics.count("event_loop_lag_seconds_sum");
    if (loops > 0) {
      double late = sum("event_loop_lag_seconds_sum") - earlier.sum("event_loop_lag_seconds_sum");
      figures.put(Figure.LOOP_LATE, 100 * late * 1e9 / nanos / loops);
    }
    statements(earlier, arm, figures);
    return figures;
  }

  private void kernel(Sample earlier, Map<Figure, Double> figures) {
    double nanos = this.nanos - earlier.nanos;
    figures.put(Figure.CPU, cpuSince(earlier));
    figures.put(Figure.COMPILER, compilerSince(earlier));
    figures.put(Figure.UTILISATION, 100 * ran(earlier, thread -> true) / nanos);
    double busy = share(own.busy() - earlier.own.busy(), own, earlier.own);
    figures.put(Figure.FOREIGN, Math.max(0, busy - figures.get(Figure.UTILISATION)));
    figures.put(Figure.THREADS, (double) server.size());
    double ready = 0;
    double switches = 0;
    for (Map.Entry<String, Kernel.Task> each : server.entrySet()) {
      ready += each.getValue().ready() - before(earlier, each.getKey()).ready();
      switches += each.getValue().switches() - before(earlier, each.getKey()).switches();
    }
    figures.put(Figure.RUN_QUEUE, perAnswer(earlier, ready / 1e3));
    figures.put(Figure.SWITCHES, perAnswer(earlier, switches));
    figures.put(
        Figure.GENERATOR_CPU, perAnswer(earlier, (generator() - earlier.generator()) / 1e3));
    figures.put(
        Figure.CLIENT_BUSY, share(client.busy() - earlier.client.busy(), client, earlier.client));
    figures.put(
        Figure.STEAL, share(machine.stolen() - earlier.machine.stolen(), machine, earlier.machine));
  }

  private static double share(long ticks, Kernel.Core now, Kernel.Core earlier) {
    return 100.0 * ticks / Math.max(1, now.all() - earlier.all());
  }

  private double generator() {
    return mine.values().stream()
        .filter(thread -> thread.name().equals(Generator.THREAD))
        .mapToDouble(Kernel.Task::ran)
        .sum();
  }

  private void statements(Sample earlier, Arm arm, Map<Figure, Double> figures) {
    Place.Counted counted = statements.minus(earlier.statements);
    figures.put(Figure.STATEMENTS, perAnswer(earlier, (double) counted.calls()));
    if (counted.calls() > 0) {
      figures.put(Figure.STATEMENT, counted.micros() / 1e3 / counted.calls());
      figures.put(
          Figure.CONNECTIONS_BUSY,
          100.0 * counted.micros() * 1e3 / (nanos - earlier.nanos) / arm.connections());
    }
  }

  private double sum(String name) {
    return metrics.sum(name);
  }
}
