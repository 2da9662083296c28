package dev.principia.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;

/// JDBC connections that all threads of a process share; they are opened when they are first asked
/// for.
public final class BlockingPool implements AutoCloseable {
  private static final String NO_ROOM = "53";

  private final HikariDataSource connections;
  private final Retries retries = new Retries();

  public BlockingPool(DbSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("principia");
    config.setJdbcUrl(settings.jdbcUrl());
    config.setDataSourceProperties(settings.jdbcProperties());
    config.addDataSourceProperty("prepareThreshold", "1");
    config.setMaximumPoolSize(settings.connections());
    config.setConnectionTimeout(settings.patience().toMillis());
    config.setInitializationFailTimeout(-1);
    connections = new HikariDataSource(config);
  }

  /// A connection, which its closing gives back. When none is free within the settings' patience,
  /// the problem says whether all are busy or the database is away.
  Connection take() throws SQLException {
    try {
      return connections.getConnection();
    } catch (SQLTransientConnectionException e) {
      throw isConnected(e) ? DbFailure.busy(e) : DbFailure.unavailable(e);
    }
  }

  /// The cause in the pool's exception is its last failure, which may be that of one old connection
  /// among others that work; what counts is whether any is open, or the server says it is full.
  private boolean isConnected(SQLTransientConnectionException failure) {
    return connections.getHikariPoolMXBean().getTotalConnections() > 0
        || Optional.ofNullable(failure.getSQLState()).orElse("").startsWith(NO_ROOM);
  }

  Retries retries() {
    return retries;
  }

  /// Transactions that were done again.
  public long retried() {
    return retries.count();
  }

  /// Open connections.
  public int total() {
    return connections.getHikariPoolMXBean().getTotalConnections();
  }

  /// Connections in use.
  public int active() {
    return connections.getHikariPoolMXBean().getActiveConnections();
  }

  /// Connections that nobody uses now.
  public int idle() {
    return connections.getHikariPoolMXBean().getIdleConnections();
  }

  /// Threads that wait for a connection.
  public int waiting() {
    return connections.getHikariPoolMXBean().getThreadsAwaitingConnection();
  }

  @Override
  public void close() {
    connections.close();
  }
}
