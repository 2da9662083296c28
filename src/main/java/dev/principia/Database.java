package dev.principia;

import com.zaxxer.hikari.HikariDataSource;
import dev.principia.account.AccountSql;
import dev.principia.db.BlockingDb;
import dev.principia.db.BlockingJdbcDb;
import dev.principia.db.DbSettings;
import dev.principia.db.Migrations;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// PostgreSQL for commands and for the start: a connection or two, closed when the work is done.
final class Database implements AutoCloseable {
  private final HikariDataSource connections;
  private final BlockingDb db;

  Database(Config config) {
    DbSettings settings = config.postgres();
    connections = BlockingJdbcDb.pool(settings.reserving(settings.connections() - 1));
    db = new BlockingJdbcDb(connections, AccountSql.REFUSALS, config.secret());
  }

  BlockingDb db() {
    return db;
  }

  /// Brings the schema up to date and names what was applied.
  List<String> migrate() {
    try {
      return new Migrations(connections).apply();
    } catch (SQLException e) {
      throw new Main.Failure("The database cannot be used: " + reason(e));
    } catch (IllegalStateException e) {
      throw new Main.Failure(String.valueOf(e.getMessage()));
    }
  }

  /// The pool says only that there is no connection; its cause says why.
  private static String reason(SQLException failure) {
    Throwable told = Optional.ofNullable(failure.getCause()).orElse(failure);
    return String.valueOf(told.getMessage());
  }

  @Override
  public void close() {
    connections.close();
  }
}
