package dev.principia;

import dev.principia.lab.report.Report;
import dev.principia.lab.report.Table;
import dev.principia.lab.result.Result;
import dev.principia.lab.run.Cores;
import dev.principia.lab.run.Mode;
import dev.principia.lab.run.ResultFile;
import dev.principia.lab.run.Run;
import java.io.IOException;
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

/// The concurrency lab: what does the way a request waits cost, and when does it matter?
@Command(
    name = "lab",
    description = "Measure ways of waiting against each other, and explain the difference.",
    mixinStandardHelpOptions = true,
    subcommands = {
      LabCommand.RunIt.class,
      LabPricesCommand.class,
      LabSweepCommand.class,
      LabRealtimeCommand.class,
      LabCommand.Compare.class,
      LabCommand.Render.class,
      LadderCommand.class
    })
final class LabCommand implements Runnable {
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway") // picocli sets the annotated field.
  LabCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  static void say(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }

  /// Where a run that begins now keeps what it finds.
  static Path directory(Path results, Clock clock) {
    return results.resolve(clock.instant().toString().substring(0, 19).replace(':', '-'));
  }

  static Result read(Path file) {
    try {
      return ResultFile.read(file);
    } catch (IOException e) {
      throw new Main.Failure("There is no result of a run in " + file + ": " + e.getMessage());
    }
  }

  @Command(
      name = "run",
      description = "Measure all arms and write a report; --quick takes 20 to 30 minutes.",
      mixinStandardHelpOptions = true)
  static final class RunIt implements Callable<Integer> {
    @Mixin private Flags flags;
    @Spec private CommandSpec spec;

    @Option(names = "--quick", description = "3 scenarios, 3 blocks (the default)")
    private boolean quick;

    @Option(names = "--standard", description = "6 scenarios, 5 blocks, about two hours")
    private boolean standard;

    @Option(names = "--full", description = "all scenarios, 10 blocks, a night")
    private boolean full;

    @Option(names = "--smoke", description = "a minute, to see that everything works together")
    private boolean smoke;

    @Option(
        names = "--only",
        split = ",",
        paramLabel = "SCENARIO",
        description = "these scenarios in place of the usual ones, or all")
    private List<String> only = List.of();

    @Option(
        names = "--arms",
        split = ",",
        paramLabel = "ARM",
        description = "these arms in place of A,A/A,A1,C,D")
    private List<String> arms = List.of();

    @Option(names = "--blocks", paramLabel = "N", description = "measure each arm so many times")
    private Optional<Integer> blocks = Optional.empty();

    @Option(names = "--resume", paramLabel = "DIR", description = "go on with a run that was ended")
    private Optional<Path> resume = Optional.empty();

    @Option(
        names = "--results",
        paramLabel = "DIR",
        defaultValue = "lab/results",
        description = "where to keep results (default: ${DEFAULT-VALUE})")
    private Path results;

    @SuppressWarnings("NullAway") // picocli sets the annotated fields.
    RunIt() {}

    @Override
    public Integer call() throws Exception {
      PrintWriter out = spec.commandLine().getOut();
      Cores cores = Cores.pin();
      Clock clock = Clock.systemUTC();
      Path directory = resume.orElse(LabCommand.directory(results, clock));
      Files.createDirectories(directory);
      try (LabPlace place = LabPlace.open(flags.sources(), directory, clock, out::println)) {
        Mode mode = chosen();
        Result begun =
            resume.isPresent()
                ? read(directory)
                : Run.begun(place.place(), mode, cores, clock.millis());
        Run run = new Run(place.place(), mode, begun, cores, place.stub(), line -> say(out, line));
        Result result = run.measure();
        Path report = Report.write(directory, result);
        out.println(Table.of(result));
        out.println("Report: " + report);
        return 0;
      } catch (IllegalStateException e) {
        throw new Main.Failure(String.valueOf(e.getMessage()));
      }
    }

    private Mode chosen() {
      Mode mode = only.isEmpty() ? mode() : mode().only(only);
      Mode some = arms.isEmpty() ? mode : mode.arms(arms);
      return blocks.isPresent() ? some.blocks(blocks.get()) : some;
    }

    private Mode mode() {
      if (smoke) {
        return Mode.SMOKE;
      }
      if (full) {
        return Mode.FULL;
      }
      return standard && !quick ? Mode.STANDARD : Mode.QUICK;
    }
  }

  @Command(
      name = "compare",
      description = "Compare two runs, arm by arm and scenario by scenario.",
      mixinStandardHelpOptions = true)
  static final class Compare implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "BEFORE", description = "a run's directory")
    private Path before;

    @Parameters(index = "1", paramLabel = "AFTER", description = "another one's")
    private Path after;

    @SuppressWarnings("NullAway") // picocli sets the annotated fields.
    Compare() {}

    @Override
    public Integer call() {
      spec.commandLine().getOut().println(Table.comparison(read(before), read(after)));
      return 0;
    }
  }

  @Command(
      name = "report",
      description = "Write the report of a run again, from its result.json.",
      mixinStandardHelpOptions = true)
  static final class Render implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "a run's directory")
    private Path directory;

    @SuppressWarnings("NullAway") // picocli sets the annotated fields.
    Render() {}

    @Override
    public Integer call() throws IOException {
      Result result = read(directory);
      spec.commandLine().getOut().println(Table.of(result));
      spec.commandLine().getOut().println("Report: " + Report.write(directory, result));
      return 0;
    }
  }
}
