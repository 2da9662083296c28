package dev.principia.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;

/// Whether PostgreSQL answers, on a connection that no request uses. For one thread at a time.
public final class BlockingProbe implements AutoCloseable {
  private static final int SECONDS = 2;

  private final DbSettings settings;
  private Optional<Connection> connection = Optional.empty();

  public BlockingProbe(DbSettings settings) {
    this.settings = settings;
  }

  /// True when it answers within about two seconds.
  public synchronized boolean answers() {
    try {
      if (connection.isEmpty()) {
        connection = Optional.of(connect());
      }
      if (connection.get().isValid(SECONDS)) {
        return true;
      }
    } catch (SQLException e) {
      // It does not answer; the next look connects anew.
    }
    close();
    return false;
  }

  private Connection connect() throws SQLException {
    Properties properties = settings.jdbcProperties();
    properties.put("connectTimeout", Integer.toString(SECONDS));
    properties.put("socketTimeout", Integer.toString(SECONDS));
    return DriverManager.getConnection(settings.jdbcUrl(), properties);
  }

  @Override
  public synchronized void close() {
    try {
      if (connection.isPresent()) {
        connection.get().close();
      }
    } catch (SQLException e) {
      // It was lost already.
    }
    connection = Optional.empty();
  }
}
