package dev.principia;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Brings the schema up to date.
@Command(
    name = "migrate",
    description = "Bring the database schema up to date.",
    mixinStandardHelpOptions = true)
final class MigrateCommand implements Callable<Integer> {
  @Mixin private Flags flags;
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway") // picocli sets the annotated fields.
  MigrateCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (Database database = new Database(Config.read(Home.withRunning(flags.sources())))) {
      List<String> applied = database.migrate();
      out.println(applied.isEmpty() ? "The schema is current." : "Applied: " + applied);
      return 0;
    }
  }
}
