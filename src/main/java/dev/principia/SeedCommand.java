package dev.principia;

import dev.principia.course.ImportReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Puts the first data into a database: accounts and the course. `principia up` does it by itself.
@Command(
    name = "seed",
    description = "Create the administrator, the demo learner and the course, unless they exist.",
    mixinStandardHelpOptions = true)
final class SeedCommand implements Callable<Integer> {
  @Mixin private Flags flags;
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway") // picocli sets the annotated fields.
  SeedCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Sources sources = Home.withRunning(flags.sources());
    Path data = Home.data(sources);
    try (Database database = new Database(Config.read(sources))) {
      database.migrate();
      ImportReport report = new Seed(database.db(), data, out::println).run();
      out.println(report.slug() + " " + report.json().encode());
      return 0;
    }
  }
}
