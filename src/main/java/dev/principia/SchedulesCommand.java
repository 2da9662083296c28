package dev.principia;

import dev.principia.job.ScheduleSql;
import dev.principia.job.Ticks;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Lists what is done at its times.
@Command(
    name = "schedules",
    description = "List what is done at its times: when it was done last, and when it is next.",
    mixinStandardHelpOptions = true)
final class SchedulesCommand implements Callable<Integer> {
  private static final String LINE = "%-28s %-14s %-16s %-21s %-21s%n";

  @Mixin private Flags flags;
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway") // picocli sets the annotated fields.
  SchedulesCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (Database database = new Database(Config.read(Home.withRunning(flags.sources())))) {
      List<Ticks> all = database.db().work(tx -> tx.list(ScheduleSql.all()));
      out.printf(LINE, "SCHEDULE", "RHYTHM", "ZONE", "LAST TICK", "NEXT TICK");
      all.forEach(each -> print(out, each));
      out.flush();
      return 0;
    }
  }

  private static void print(PrintWriter out, Ticks ticks) {
    out.printf(
        LINE,
        ticks.schedule(),
        ticks.rhythm(),
        ticks.zone(),
        ticks.last().map(SchedulesCommand::seconds).orElse("-"),
        seconds(ticks.next()));
  }

  private static String seconds(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
