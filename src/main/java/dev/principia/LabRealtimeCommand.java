package dev.principia;

import dev.principia.lab.load.Realtime;
import dev.principia.lab.run.Cores;
import dev.principia.lab.run.FeedSweeps;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Poll, long poll, server-sent events and WebSocket beside each other.
@Command(
    name = "realtime",
    description = "Follow the same changes in four ways, and compare what that costs.",
    mixinStandardHelpOptions = true)
final class LabRealtimeCommand implements Callable<Integer> {
  @Mixin private Flags flags;
  @Spec private CommandSpec spec;

  @Option(
      names = "--changes",
      defaultValue = "30",
      description = "how many, about one a second (default: ${DEFAULT-VALUE})")
  private int changes;

  @SuppressWarnings("NullAway") // picocli sets the annotated fields.
  LabRealtimeCommand() {}

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Cores cores = Cores.pin();
    try (LabPlace place =
        LabPlace.open(
            flags.sources(),
            Files.createTempDirectory("realtime"),
            Clock.systemUTC(),
            out::println)) {
      FeedSweeps feed =
          new FeedSweeps(place.place(), cores, place.stub(), line -> LabCommand.say(out, line));
      out.println(table(feed.realtime(changes)));
      return 0;
    }
  }

  private static String table(List<Realtime.Cost> costs) {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            "%n%-10s %9s %10s %10s %12s %12s%n",
            "", "requests", "bytes out", "bytes in", "delay p50 ms", "longest ms"));
    for (Realtime.Cost cost : costs) {
      List<Double> delays = cost.delays().stream().sorted().toList();
      table.append(
          String.format(
              Locale.ROOT,
              "%-10s %9d %,10d %,10d %12.1f %12.1f%n",
              cost.way(),
              cost.requests(),
              cost.sent(),
              cost.received(),
              delays.get(delays.size() / 2),
              Collections.max(delays)));
    }
    return table.toString();
  }
}
