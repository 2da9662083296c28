package dev.principia;

import dev.principia.account.BlockingSeedAccounts;
import dev.principia.course.BlockingImport;
import dev.principia.course.ImportReport;
import dev.principia.course.Outline;
import dev.principia.course.OutlineRefused;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Imports a course from a README-style outline.
@Command(
    name = "import",
    description = "Import a course from a README-style outline; again is an update.",
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
  private static final int LARGEST = 1024 * 1024;

  @Mixin private Flags flags;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "the outline, in Markdown")
  private Path file;

  @Option(
      names = "--owner",
      paramLabel = "EMAIL",
      defaultValue = "admin@principia.local",
      description = "whose course it is (default: ${DEFAULT-VALUE})")
  private String owner;

  @Option(names = "--dry-run", description = "only tell what would be written")
  private boolean dryRun;

  @SuppressWarnings("NullAway") // picocli sets the annotated fields.
  ImportCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Outline outline = parse();
    try (Database database = new Database(Config.read(Home.withRunning(flags.sources())))) {
      database.migrate();
      UUID account =
          new BlockingSeedAccounts(database.db())
              .find(owner)
              .orElseThrow(() -> new Main.Failure("There is no account " + owner + "."));
      ImportReport report =
          new BlockingImport(database.db()).run(outline, account, account, dryRun);
      out.println(report.json().put("slug", report.slug()).encode());
      return 0;
    }
  }

  private Outline parse() {
    try {
      if (Files.size(file) > LARGEST) {
        throw new Main.Failure(file + " is larger than 1 MiB.");
      }
      return Outline.parse(Files.readString(file));
    } catch (OutlineRefused e) {
      StringBuilder defects = new StringBuilder(file + " is not an outline:");
      e.defects()
          .forEach(each -> defects.append("\n  line %d: %s".formatted(each.line(), each.detail())));
      throw new Main.Failure(defects.toString());
    } catch (CharacterCodingException e) {
      throw new Main.Failure(file + " is not UTF-8 text.");
    } catch (NoSuchFileException e) {
      throw new Main.Failure("There is no file " + file + ".");
    } catch (IOException e) {
      throw new Main.Failure(file + " cannot be read: " + e.getMessage() + ".");
    }
  }
}
