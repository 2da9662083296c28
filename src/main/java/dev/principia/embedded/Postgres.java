package dev.principia.embedded;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/// A running PostgreSQL with the database `principia`, whose owner is the role `principia`, not a
/// superuser.
final class Postgres {
  /// A busy machine, or the recovery after a crash, takes its time; an early end is noticed at
  /// once.
  private static final Duration START = Duration.ofMinutes(3);

  private static final Duration STOP = Duration.ofMinutes(1);
  private static final Duration POLL = Duration.ofMillis(20);

  /// What is not here has PostgreSQL's default, fsync among it. Refused statements are their
  /// client's business: the log holds neither them nor the data in them.
  private static final List<String> SETTINGS =
      List.of(
          "listen_addresses=127.0.0.1",
          "unix_socket_directories=",
          "max_connections=200",
          "shared_buffers=128MB",
          "shared_preload_libraries=pg_stat_statements",
          "timezone=UTC",
          "log_timezone=UTC",
          "log_min_messages=log",
          "log_checkpoints=off",
          "jit=off");

  private final Cluster cluster;
  private final List<String> command;
  private final int port;
  private final Secrets secrets;
  private Child child;

  private Postgres(Cluster cluster, List<String> command, Secrets secrets, int port)
      throws IOException {
    this.cluster = cluster;
    this.command = command;
    this.port = port;
    this.secrets = secrets;
    this.child = run();
  }

  /// Blocks until the database is there and answers.
  static Postgres start(Cluster cluster, ServerUser user, Secrets secrets, int port)
      throws IOException {
    var command =
        new ArrayList<>(
            user.command(List.of(cluster.program("postgres"), "-D", cluster.data().toString())));
    command.addAll(List.of("-p", String.valueOf(port)));
    SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
    var postgres = new Postgres(cluster, command, secrets, port);
    postgres.awaitReadyOrStop();
    return postgres;
  }

  /// Starts again after [#stop], on the same port; blocks until it answers.
  synchronized void restart() throws IOException {
    child = run();
    awaitReadyOrStop();
  }

  private Child run() throws IOException {
    var log = cluster.home().resolveSibling("postgres.log");
    return Child.start("PostgreSQL", "INT", cluster.home(), log, command);
  }

  String url() {
    return "postgresql://principia:" + secrets.postgres() + "@127.0.0.1:" + port + "/principia";
  }

  /// A fast shutdown: open transactions are rolled back, the data is written.
  synchronized void stop() {
    child.stop(STOP);
  }

  private void awaitReadyOrStop() throws IOException {
    try {
      awaitReady();
    } catch (IOException | RuntimeException e) {
      child.stop(STOP);
      throw e;
    }
  }

  private void awaitReady() throws IOException {
    var deadline = Instant.now().plus(START);
    while (!child.endsWithin(POLL) && Instant.now().isBefore(deadline)) {
      try {
        provision();
        return;
      } catch (SQLException e) {
        refuseUnlessStarting(e);
      }
    }
    throw child.failure();
  }

  /// Class 08: nobody listens yet; 57P03: it is starting or recovering.
  private void refuseUnlessStarting(SQLException e) throws IOException {
    var state = String.valueOf(e.getSQLState());
    if (state.startsWith("08") || state.equals("57P03")) {
      return;
    }
    // Somebody else's server may have answered on a port that ours did not get.
    if (child.endsWithin(Duration.ofSeconds(1))) {
      throw child.failure();
    }
    var hint = state.equals("28P01") ? " (secrets.json does not belong to this database)" : "";
    throw new EmbeddedFailure("PostgreSQL started, but refused us: " + e.getMessage() + hint, e);
  }

  /// Every start makes what is missing, so that an interrupted first start does no harm.
  private void provision() throws SQLException {
    try (var connection = connect("principia")) {
      extend(connection);
    } catch (SQLException e) {
      if (!"3D000".equals(e.getSQLState())) {
        throw e;
      }
      createDatabase();
      try (var connection = connect("principia")) {
        extend(connection);
      }
    }
  }

  private void createDatabase() throws SQLException {
    try (var connection = connect("postgres");
        var statement = connection.createStatement()) {
      try (var role =
          statement.executeQuery("SELECT 1 FROM pg_roles WHERE rolname = 'principia'")) {
        if (!role.next()) {
          statement.execute("CREATE ROLE principia LOGIN PASSWORD '" + secrets.postgres() + "'");
        }
      }
      statement.execute("CREATE DATABASE principia OWNER principia");
    }
  }

  /// These need a superuser, which the application is not.
  private static void extend(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(
          """
          SET client_min_messages = warning;
          CREATE EXTENSION IF NOT EXISTS pg_trgm;
          CREATE EXTENSION IF NOT EXISTS unaccent;
          CREATE EXTENSION IF NOT EXISTS pgcrypto;
          CREATE EXTENSION IF NOT EXISTS citext;
          CREATE EXTENSION IF NOT EXISTS pg_stat_statements;
          """);
    }
  }

  private Connection connect(String database) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", "postgres");
    properties.setProperty("password", secrets.superuser());
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("socketTimeout", "60");
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database, properties);
  }
}
