package dev.principia;

import dev.principia.contract.Problem;
import dev.principia.embedded.EmbeddedFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The command line. Exit codes: 0 done, 1 failed, 2 asked wrongly (a flag, a setting).
@Command(
    name = "principia",
    description = "A self-hosted backend for courses and study notes.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.BuiltVersion.class,
    subcommands = {
      UpCommand.class,
      ServeCommand.class,
      MigrateCommand.class,
      SeedCommand.class,
      ImportCommand.class,
      ExportCommand.class,
      AuthzCommand.class,
      JobsCommand.class,
      ConfigCommand.class,
      RoutesCommand.class,
      LiveCommand.class,
      SchedulesCommand.class,
      LabCommand.class,
      HelpCommand.class
    })
public final class Main implements Runnable {
  static final int FAILED = 1;
  static final int ASKED_WRONGLY = 2;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway") // picocli sets the annotated field.
  private Main() {}

  /// Runs one command and exits with its code.
  public static void main(String[] args) {
    Logging.quiet();
    System.exit(run(args));
  }

  static int run(String... args) {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler((failure, command, parsed) -> told(failure, command))
        .execute(args);
  }

  private static int told(Exception failure, CommandLine command) throws Exception {
    return switch (failure) {
      case ConfigMistakes mistakes -> told(command, mistakes, ASKED_WRONGLY);
      case EmbeddedFailure expected -> told(command, expected, FAILED);
      case Failure expected -> told(command, expected, FAILED);
      case Problem refused -> told(command, refused, FAILED);
      default -> throw failure;
    };
  }

  private static int told(CommandLine command, Exception expected, int code) {
    command.getErr().println("principia: " + expected.getMessage());
    return code;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /// A failure that is told in one sentence and without a stack trace.
  static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failure(String sentence) {
      super(sentence);
    }
  }

  static final class BuiltVersion implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      var built = Version.json();
      return new String[] {
        "principia %s (%s, built %s)"
            .formatted(
                built.getString("version"), built.getString("commit"), built.getString("builtAt"))
      };
    }
  }
}
