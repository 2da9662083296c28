package dev.principia;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// One server process on services that run already: those of the configuration, or those of the
/// `principia up` in the data directory.
@Command(
    name = "serve",
    description = "Start one server on services that run already.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  @Mixin private Flags flags;
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway") // picocli sets the annotated fields.
  ServeCommand() {}

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Sources sources = Home.withRunning(flags.sources());
    Config config = Config.read(sources);
    sources.warnings().forEach(spec.commandLine().getErr()::println);
    try (Database database = new Database(config)) {
      database.migrate();
    }
    Logging.start(sources);
    App app = App.start(config);
    out.println(
        "Principia serves %s (%s server); probes and metrics at %s"
            .formatted(
                Running.url(config.host(), app.port()),
                config.server().word(),
                Running.url(config.host(), app.managementPort())));
    out.flush();
    Running.until(app);
    return 0;
  }
}
