package dev.principia;

import dev.principia.lab.report.Report;
import dev.principia.lab.result.Price;
import dev.principia.lab.result.Result;
import dev.principia.lab.run.Cores;
import dev.principia.lab.run.Mode;
import dev.principia.lab.run.Prices;
import dev.principia.lab.run.ResultFile;
import dev.principia.server.Ladder;
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
import picocli.CommandLine.Spec;

/// Where each microsecond goes.
@Command(
    name = "prices",
    description = "Measure what each part of a request's way costs; about twenty minutes.",
    mixinStandardHelpOptions = true)
final class LabPricesCommand implements Callable<Integer> {
  @Mixin private Flags flags;
  @Spec private CommandSpec spec;

  @Option(
      names = "--windows",
      defaultValue = "2",
      description = "how often each is measured (default: ${DEFAULT-VALUE})")
  private int windows;

  @Option(names = "--smoke", description = "a few minutes, to see that everything works together")
  private boolean smoke;

  @Option(
      names = "--into",
      paramLabel = "DIR",
      description = "put the list into the report of this run")
  private Optional<Path> into = Optional.empty();

  @SuppressWarnings("NullAway") // picocli sets the annotated fields.
  LabPricesCommand() {}

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Cores cores = Cores.pin();
    Path directory = into.isPresent() ? into.get() : Files.createTempDirectory("prices");
    try (LabPlace place =
        LabPlace.open(flags.sources(), directory, Clock.systemUTC(), out::println)) {
      List<Price> list =
          new Prices(
                  place.place(),
                  cores,
                  place.stub(),
                  Ladder.PARTS,
                  smoke ? Mode.SMOKE : Mode.STANDARD,
                  windows,
                  line -> LabCommand.say(out, line))
              .measure();
      if (into.isPresent()) {
        Result result = LabCommand.read(directory).priced(list);
        ResultFile.write(directory, result);
        out.println("Report: " + Report.write(directory, result));
      }
      return 0;
    }
  }
}
