package dev.principia;

import com.fasterxml.jackson.databind.JsonNode;
import dev.principia.embedded.EmbeddedServices;
import dev.principia.embedded.Ports;
import dev.principia.embedded.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// One real PostgreSQL and Redis for the whole test run, migrated and seeded, on free ports.
public final class Services {
  private static final Path DATA = Path.of("target/test-services").toAbsolutePath();
  private static Optional<Services> shared = Optional.empty();

  private final EmbeddedServices embedded;

  private Services(EmbeddedServices embedded) {
    this.embedded = embedded;
  }

  /// The services of this run, started when they are first asked for. Not in a static initialiser:
  /// other threads of the start would wait for this class.
  public static synchronized Services shared() {
    if (shared.isEmpty()) {
      shared = Optional.of(start());
    }
    return shared.get();
  }

  private static Services start() {
    try {
      delete(DATA);
      EmbeddedServices embedded =
          EmbeddedServices.start(DATA, Path.of("target/embedded-programs"), Ports.FREE, line -> {});
      Runtime.getRuntime().addShutdownHook(new Thread(embedded::close));
      Services services = new Services(embedded);
      try (Database database = new Database(services.config(Map.of()))) {
        database.migrate();
        new Seed(database.db(), DATA, line -> {}).run();
      }
      return services;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /// A configuration on these services: any free ports, the lab switched on.
  ///
  /// @param settings by key, stronger than those
  Config config(Map<String, String> settings) {
    Map<String, String> flags = new LinkedHashMap<>();
    flags.put("port", "0");
    flags.put("management-port", "0");
    flags.put("lab", "on");
    flags.put("blocked-warning", "500");
    flags.put("rate-limits", "off");
    flags.putAll(settings);
    return Config.read(
        Home.withData(new Sources(flags, Map.of(), Optional.empty()))
            .with(
                "embedded",
                Home.services(embedded.postgresUrl(), embedded.redisUrl(), embedded.secret())));
  }

  /// `postgresql://user:password@host:port/database`
  public String postgresUrl() {
    return embedded.postgresUrl();
  }

  public String redisUrl() {
    return embedded.redisUrl();
  }

  /// What `credentials.json` says of an account of the first start.
  public String credential(String role, String member) {
    try {
      JsonNode all = new PrivateFile(DATA.resolve("credentials.json")).read().orElseThrow();
      return all.path(role).path(member).asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
