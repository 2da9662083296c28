package dev.principia.db;

import dev.principia.contract.Digests;
import dev.principia.contract.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postgresql.util.PSQLException;

/// Brings the schema up to the files of `db/`, in order, once, whoever else tries at the same time.
///
/// A schema that is current costs one query. An applied file that was edited afterwards is refused.
/// Waits for the database on the calling thread.
public final class Migrations {
  private static final String UNDEFINED_TABLE = "42P01";

  private record File(String name, String sql, String sha256) {}

  private final BlockingPool database;
  private final List<File> files;

  public Migrations(BlockingPool database) {
    this.database = database;
    this.files = files();
  }

  /// The newest version that this program knows.
  public static String latest() {
    return files().getLast().name();
  }

  /// Applies what is missing, in one transaction, and names it; an [IllegalStateException] says
  /// which file was edited after it was applied, that the schema is newer than this program, or why
  /// the database cannot be used.
  public List<String> apply() {
    try (Connection connection = database.take()) {
      return missing(applied(connection)).isEmpty() ? List.of() : migrate(connection);
    } catch (SQLException | Problem e) {
      throw new IllegalStateException("The database cannot be used: " + reason(e), e);
    }
  }

  /// The driver's own words: the pool above it only says that time has passed.
  private static String reason(Throwable failure) {
    String reason = String.valueOf(failure.getMessage());
    for (Throwable each = failure; each != null; each = each.getCause()) {
      reason = each instanceof PSQLException ? String.valueOf(each.getMessage()) : reason;
    }
    return reason;
  }

  private List<String> migrate(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      // Another instance may be here too: the second one waits, however long the first one takes,
      // and then finds nothing missing.
      connection.setNetworkTimeout(Runnable::run, 0);
      statement.execute("set local lock_timeout = 0; set local statement_timeout = 0");
      statement.execute("select pg_advisory_xact_lock(7233451903)");
      statement.execute(
          """
          create table if not exists schema_migrations (
            version text primary key,
            sha256 text not null,
            applied_at timestamptz not null default now()
          )
          """);
      List<File> missing = missing(applied(connection));
      for (File file : missing) {
        statement.execute(file.sql());
        record(connection, file);
      }
      connection.commit();
      return missing.stream().map(File::name).toList();
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    }
  }

  private static void record(Connection connection, File file) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into schema_migrations (version, sha256) values (?, ?)")) {
      insert.setString(1, file.name());
      insert.setString(2, file.sha256());
      insert.executeUpdate();
    }
  }

  private static Map<String, String> applied(Connection connection) throws SQLException {
    Map<String, String> applied = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select version, sha256 from schema_migrations")) {
      while (rows.next()) {
        applied.put(rows.getString(1), rows.getString(2));
      }
    } catch (SQLException e) {
      if (!UNDEFINED_TABLE.equals(e.getSQLState())) {
        throw e;
      }
    }
    return applied;
  }

  private List<File> missing(Map<String, String> applied) {
    List<File> missing = new ArrayList<>();
    Map<String, String> unknown = new TreeMap<>(applied);
    for (File file : files) {
      String known = unknown.remove(file.name());
      if (known == null) {
        missing.add(file);
      } else if (!known.equals(file.sha256())) {
        throw new IllegalStateException(
            "Migration %s was edited after it was applied; write a new one instead."
                .formatted(file.name()));
      }
    }
    if (!unknown.isEmpty()) {
      throw new IllegalStateException(
          "The schema has migrations that this program does not know: " + unknown.keySet());
    }
    return missing;
  }

  /// The files that `db/migrations.txt` lists, in its order: a class path cannot be listed.
  private static List<File> files() {
    return read("migrations.txt")
        .lines()
        .map(name -> new File(name, read(name), sha256(read(name))))
        .toList();
  }

  private static String read(String name) {
    try (InputStream in = Migrations.class.getResourceAsStream("/db/" + name)) {
      if (in == null) {
        throw new IllegalStateException("db/" + name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(String text) {
    return HexFormat.of().formatHex(Digests.sha256(text));
  }
}
