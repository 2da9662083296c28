package dev.principia;

import dev.principia.account.BlockingSeedAccounts;
import dev.principia.course.BlockingExport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Exports a course to the outline that `import` takes.
@Command(
    name = "export",
    description = "Export a course to the outline that import takes.",
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  @Mixin private Flags flags;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "COURSE", description = "its slug or id")
  private String course;

  @Option(
      names = "--as",
      paramLabel = "EMAIL",
      defaultValue = "admin@principia.local",
      description = "who reads it, and whose lessons are ticked (default: ${DEFAULT-VALUE})")
  private String reader;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "where to write it (default: standard output)")
  private Optional<Path> output = Optional.empty();

  @SuppressWarnings("NullAway") // picocli sets the annotated fields.
  ExportCommand() {}

  @Override
  public Integer call() {
    try (Database database = new Database(Config.read(Home.withRunning(flags.sources())))) {
      database.migrate();
      UUID account =
          new BlockingSeedAccounts(database.db())
              .find(reader)
              .orElseThrow(() -> new Main.Failure("There is no account " + reader + "."));
      write(
          new BlockingExport(database.db())
              .run(course, account)
              .orElseThrow(() -> new Main.Failure("There is no course " + course + ".")));
      return 0;
    }
  }

  private void write(String markdown) {
    if (output.isEmpty()) {
      PrintWriter out = spec.commandLine().getOut();
      out.print(markdown);
      out.flush();
      return;
    }
    try {
      Files.writeString(output.get(), markdown);
    } catch (IOException e) {
      throw new Main.Failure(output.get() + " cannot be written: " + e.getMessage() + ".");
    }
  }
}
