package dev.principia;

import dev.principia.embedded.EmbeddedServices;
import dev.principia.embedded.RunningServices;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Everything on this machine: PostgreSQL and Redis, the schema, the first data, and the server.
@Command(
    name = "up",
    description = "Start everything: PostgreSQL, Redis, the schema, the course and the server.",
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
  @Mixin private Flags flags;
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway") // picocli sets the annotated fields.
  UpCommand() {}

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Sources sources = Home.withData(flags.sources());
    Config.read(
        sources.with(
            "embedded", Home.services("postgresql://u:p@h/d", "redis://h", "A".repeat(43))));
    Path data = Home.data(sources);
    EmbeddedServices services = EmbeddedServices.start(data, out::println);
    try {
      Sources all = sources(services);
      Config config = Config.read(all);
      seed(config, data, out);
      sources.warnings().forEach(out::println);
      Logging.start(sources);
      App app = App.start(config);
      share(config, data, all, app);
      announce(config, data, app, out);
      Running.until(app, services);
      return 0;
    } catch (Exception e) {
      services.close();
      throw e;
    }
  }

  private Sources sources(EmbeddedServices services) {
    return Home.withData(flags.sources())
        .with(
            "embedded",
            Home.services(services.postgresUrl(), services.redisUrl(), services.secret()));
  }

  private static void seed(Config config, Path data, PrintWriter out) throws IOException {
    try (Database database = new Database(config)) {
      List<String> applied = database.migrate();
      applied.forEach(file -> out.println("Migrated: " + file));
      new Seed(database.db(), data, out::println).run();
    }
  }

  /// Tells other processes what this one uses, also where a setting is stronger than the services.
  private static void share(Config config, Path data, Sources all, App app) {
    new RunningServices(
            ProcessHandle.current().pid(),
            all.find(Setting.POSTGRES_URL).orElseThrow().value(),
            all.find(Setting.REDIS_URL).orElseThrow().value(),
            all.find(Setting.SECRET).orElseThrow().value(),
            Optional.of(Running.url(config.host(), app.port())),
            Optional.of(Running.url(config.host(), app.managementPort())))
        .write(data);
  }

  private static void announce(Config config, Path data, App app, PrintWriter out) {
    String url = Running.url(config.host(), app.port());
    String management = Running.url(config.host(), app.managementPort());
    out.println(
        """
        Principia is up (%s server, data in %s).
          API         %s/api/v1/courses
          Docs        %s/docs
          Ready       %s/readyz
          Metrics     %s/metrics
          PostgreSQL  psql "$(sed -n 's/.*"postgresUrl" *: *"\\([^"]*\\)".*/\\1/p' %s)"
        Ctrl-C stops everything.\
        """
            .formatted(
                config.server().word(),
                data,
                url,
                url,
                management,
                management,
                data.resolve("services.json")));
    out.flush();
  }
}
