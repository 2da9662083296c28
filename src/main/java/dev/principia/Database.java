package dev.principia;

import dev.principia.account.AccountSql;
import dev.principia.db.BlockingDb;
import dev.principia.db.BlockingJdbcDb;
import dev.principia.db.BlockingPool;
import dev.principia.db.DbSettings;
import dev.principia.db.Migrations;
import java.util.List;

/// PostgreSQL for commands and for the start: a connection or two, closed when the work is done.
final class Database implements AutoCloseable {
  private final BlockingPool connections;
  private final BlockingDb db;

  Database(Config config) {
    DbSettings settings = config.postgres();
    connections = new BlockingPool(settings.reserving(settings.connections() - 1));
    db = new BlockingJdbcDb(connections, AccountSql.REFUSALS, config.secret());
  }

  BlockingDb db() {
    return db;
  }

  /// Brings the schema up to date and names what was applied.
  List<String> migrate() {
    try {
      return new Migrations(connections).apply();
    } catch (IllegalStateException e) {
      throw new Main.Failure(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    connections.close();
  }
}
