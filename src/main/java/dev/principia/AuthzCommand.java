package dev.principia;

import dev.principia.account.BlockingSeedAccounts;
import dev.principia.course.BlockingExplain;
import dev.principia.course.Explanation;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Tells who may do what with a course, and which relation decides it.
@Command(
    name = "authz",
    description = "Explain who may do what.",
    mixinStandardHelpOptions = true,
    subcommands = AuthzCommand.Explain.class)
final class AuthzCommand implements Runnable {
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway") // picocli sets the annotated field.
  AuthzCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "explain",
      description = "Whether an account may do something with a course, and why.",
      mixinStandardHelpOptions = true)
  static final class Explain implements Callable<Integer> {
    private static final String PREFIX = "course:";

    @Mixin private Flags flags;
    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "ACCOUNT", description = "its e-mail address")
    private String email;

    @Parameters(
        index = "1",
        paramLabel = "ACTION",
        description = "course:read, course:write or course:own")
    private String action;

    @Parameters(index = "2", paramLabel = "COURSE", description = "its slug or id")
    private String course;

    @SuppressWarnings("NullAway") // picocli sets the annotated fields.
    Explain() {}

    @Override
    public Integer call() {
      Explanation.Action asked = action(action);
      try (Database database = new Database(Config.read(Home.withRunning(flags.sources())))) {
        database.migrate();
        UUID account =
            new BlockingSeedAccounts(database.db())
                .find(email)
                .orElseThrow(() -> new Main.Failure("There is no account " + email + "."));
        Explanation explanation =
            new BlockingExplain(database.db())
                .run(course, account)
                .orElseThrow(() -> new Main.Failure("There is no course " + course + "."));
        spec.commandLine().getOut().println(sentence(explanation, asked));
        return 0;
      }
    }

    private String sentence(Explanation explanation, Explanation.Action asked) {
      return "%s: %s %s %s, because %s"
          .formatted(
              explanation.allows(asked) ? "allow" : "deny",
              email,
              action,
              explanation.slug(),
              explanation.reason(asked));
    }

    private static Explanation.Action action(String word) {
      for (Explanation.Action each : Explanation.Action.values()) {
        if (word.equals(PREFIX + each.name().toLowerCase(Locale.ROOT))) {
          return each;
        }
      }
      throw new Main.Failure("There is no action " + word + " of courses.");
    }
  }
}
