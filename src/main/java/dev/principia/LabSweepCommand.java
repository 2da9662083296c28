package dev.principia;

import dev.principia.lab.report.Report;
import dev.principia.lab.result.Point;
import dev.principia.lab.result.Result;
import dev.principia.lab.run.Cores;
import dev.principia.lab.run.FeedSweeps;
import dev.principia.lab.run.Mode;
import dev.principia.lab.run.ResultFile;
import dev.principia.lab.run.Run;
import dev.principia.lab.run.Sweeps;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Curves: what a larger pool brings, what comes near to the capacity, and what listeners cost.
@Command(
    name = "sweep",
    description =
        "Measure while one thing is turned up: the pool, the rate, how many only listen, or how"
            + " many of these take nothing; five to ten minutes.",
    mixinStandardHelpOptions = true)
final class LabSweepCommand implements Callable<Integer> {
  /// What is turned up.
  enum Kind {
    pool,
    rate,
    idle,
    slow_readers;

    @Override
    public String toString() {
      return name().replace('_', '-');
    }
  }

  @Mixin private Flags flags;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}")
  private Kind kind;

  @Option(
      names = "--into",
      paramLabel = "DIR",
      description = "put the curve into the report of this run")
  private Optional<Path> into = Optional.empty();

  @SuppressWarnings("NullAway") // picocli sets the annotated fields.
  LabSweepCommand() {}

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Cores cores = Cores.pin();
    Clock clock = Clock.systemUTC();
    Path directory = into.orElse(LabCommand.directory(Path.of("lab/results"), clock));
    Files.createDirectories(directory);
    try (LabPlace place = LabPlace.open(flags.sources(), directory, clock, out::println)) {
      Sweeps sweeps =
          new Sweeps(place.place(), cores, place.stub(), line -> LabCommand.say(out, line));
      FeedSweeps feed =
          new FeedSweeps(place.place(), cores, place.stub(), line -> LabCommand.say(out, line));
      List<Point> points =
          switch (kind) {
            case pool -> sweeps.pool();
            case rate -> sweeps.rate();
            case idle -> feed.idle();
            case slow_readers -> feed.slowReaders();
          };
      Result before =
          into.isPresent()
              ? LabCommand.read(directory)
              : Run.begun(place.place(), Mode.QUICK.only(List.of()), cores, 0);
      Result result = before.swept(points);
      ResultFile.write(directory, result);
      out.println("Report: " + Report.write(directory, result));
      return 0;
    }
  }
}
