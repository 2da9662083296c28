package dev.principia;

import com.fasterxml.jackson.databind.JsonNode;
import dev.principia.db.DbSettings;
import dev.principia.embedded.EmbeddedServices;
import dev.principia.embedded.Ports;
import dev.principia.embedded.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A real PostgreSQL and Redis, migrated and seeded, on free ports: one for the whole test run, and
/// others for tests that stop them.
public final class Services implements AutoCloseable {
  private static final Path DATA = Path.of("target/test-services").toAbsolutePath();
  private static final Path PROGRAMS = Path.of("target/embedded-programs");
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static Optional<Services> shared = Optional.empty();

  private final Path data;
  private final EmbeddedServices embedded;

  private Services(Path data) {
    this.data = data;
    this.embedded = EmbeddedServices.start(data, PROGRAMS, Ports.FREE, line -> {});
  }

  /// The services of this run, started when they are first asked for. Not in a static initialiser:
  /// other threads of the start would wait for this class.
  public static synchronized Services shared() {
    if (shared.isEmpty()) {
      delete(DATA);
      Services services = own(DATA);
      Runtime.getRuntime().addShutdownHook(new Thread(services::close));
      shared = Optional.of(services);
    }
    return shared.get();
  }

  /// Services that the test may stop, and closes in the end.
  public static Services own(Path data) {
    Services services = new Services(data);
    try (Database database = new Database(services.config(Map.of()))) {
      database.migrate();
      new Seed(database.db(), data, line -> {}).run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return services;
  }

  private static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
    flags.put("blocked-warning", "1500");
    flags.put("rate-limits", "off");
    flags.putAll(settings);
    return Config.read(
        Home.withData(new Sources(flags, Map.of(), Optional.empty()))
            .with("embedded", Home.services(postgresUrl(), redisUrl(), secret())));
  }

  /// `postgresql://user:password@host:port/database`
  public String postgresUrl() {
    return embedded.postgresUrl();
  }

  public String redisUrl() {
    return embedded.redisUrl();
  }

  /// The application's secret.
  public String secret() {
    return embedded.secret();
  }

  /// The URL of a new and empty database on the same PostgreSQL, for tests that ask about all of a
  /// database or change its schema.
  public String emptyDatabase() {
    String name = "test_" + DATABASES.incrementAndGet();
    try (Connection connection = asSuperuser("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name + " owner principia");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    extend(name);
    return postgresUrl().replaceFirst("/principia$", "/" + name);
  }

  private void extend(String database) {
    try (Connection connection = asSuperuser(database);
        Statement statement = connection.createStatement()) {
      for (String extension :
          new String[] {"pg_trgm", "unaccent", "pgcrypto", "citext", "pg_stat_statements"}) {
        statement.execute("create extension " + extension);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection asSuperuser(String database) throws SQLException {
    URI url = URI.create(postgresUrl());
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%d/%s".formatted(url.getHost(), url.getPort(), database),
        "postgres",
        secret("secrets.json").path("superuser").asText());
  }

  /// A connection of the application's role, outside any pool.
  public static Connection connect(String postgresUrl) throws SQLException {
    URI url = URI.create(postgresUrl);
    String[] user = url.getUserInfo().split(":", 2);
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%d%s".formatted(url.getHost(), url.getPort(), url.getPath()),
        user[0],
        user[1]);
  }

  /// Settings of a small pool on a database.
  public static DbSettings settings(String postgresUrl) {
    return new DbSettings(
        URI.create(postgresUrl), 4, 100, Duration.ofSeconds(5), Duration.ofSeconds(5));
  }

  /// What `credentials.json` says of an account of the first start.
  public String credential(String role, String member) {
    return secret("credentials.json").path(role).path(member).asText();
  }

  private JsonNode secret(String file) {
    try {
      return new PrivateFile(data.resolve(file)).read().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// To see how servers bear it.
  EmbeddedServices embedded() {
    return embedded;
  }

  @Override
  public void close() {
    embedded.close();
  }
}
