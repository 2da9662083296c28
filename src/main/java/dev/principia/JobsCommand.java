package dev.principia;

import dev.principia.job.BlockingOperator;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What operators do about jobs, on the database itself: no server has to run.
@Command(
    name = "jobs",
    description = "See, revive, cancel jobs; pause queues.",
    mixinStandardHelpOptions = true,
    subcommands = {
      JobsCommand.ListThem.class,
      JobsCommand.Retry.class,
      JobsCommand.Cancel.class,
      JobsCommand.Pause.class,
      JobsCommand.Resume.class
    })
final class JobsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway") // picocli sets the annotated field.
  JobsCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /// One of them: opens the database and prints what was answered, one JSON object per line.
  abstract static class OnDatabase implements Callable<Integer> {
    @Mixin private Flags flags;
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway") // picocli sets the annotated fields.
    OnDatabase() {}

    abstract List<String> ask(BlockingOperator jobs);

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      try (Database database = new Database(Config.read(Home.withRunning(flags.sources())))) {
        database.migrate();
        ask(new BlockingOperator(database.db())).forEach(out::println);
        return 0;
      }
    }
  }

  @Command(
      name = "list",
      description = "The newest jobs, one JSON object per line.",
      mixinStandardHelpOptions = true)
  static final class ListThem extends OnDatabase {
    @Option(names = "--queue", paramLabel = "QUEUE", description = "only those of this queue")
    private Optional<String> queue = Optional.empty();

    @Option(
        names = "--state",
        paramLabel = "STATE",
        description = "only those in this state; failed are the dead letters")
    private Optional<String> state = Optional.empty();

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "20",
        description = "the most of them (default: ${DEFAULT-VALUE})")
    private int limit;

    @Override
    List<String> ask(BlockingOperator jobs) {
      return jobs.list(queue, state, limit);
    }
  }

  @Command(
      name = "retry",
      description = "Let a dead letter or a cancelled job wait again.",
      mixinStandardHelpOptions = true)
  static final class Retry extends OnDatabase {
    @Parameters(paramLabel = "JOB", description = "its id")
    private UUID job;

    @SuppressWarnings("NullAway") // picocli sets the annotated field.
    Retry() {}

    @Override
    List<String> ask(BlockingOperator jobs) {
      return List.of(jobs.retry(job));
    }
  }

  @Command(
      name = "cancel",
      description = "Cancel a job and all that is part of it.",
      mixinStandardHelpOptions = true)
  static final class Cancel extends OnDatabase {
    @Parameters(paramLabel = "JOB", description = "its id")
    private UUID job;

    @SuppressWarnings("NullAway") // picocli sets the annotated field.
    Cancel() {}

    @Override
    List<String> ask(BlockingOperator jobs) {
      return List.of(jobs.cancel(job));
    }
  }

  @Command(
      name = "pause",
      description = "Begin no more jobs of a queue.",
      mixinStandardHelpOptions = true)
  static final class Pause extends OnDatabase {
    @Parameters(paramLabel = "QUEUE", description = "its name")
    private String queue;

    @SuppressWarnings("NullAway") // picocli sets the annotated field.
    Pause() {}

    @Override
    List<String> ask(BlockingOperator jobs) {
      return List.of(jobs.pause(queue, true));
    }
  }

  @Command(
      name = "resume",
      description = "Begin the jobs of a paused queue again.",
      mixinStandardHelpOptions = true)
  static final class Resume extends OnDatabase {
    @Parameters(paramLabel = "QUEUE", description = "its name")
    private String queue;

    @SuppressWarnings("NullAway") // picocli sets the annotated field.
    Resume() {}

    @Override
    List<String> ask(BlockingOperator jobs) {
      return List.of(jobs.pause(queue, false));
    }
  }
}
