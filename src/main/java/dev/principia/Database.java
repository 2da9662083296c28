package dev.principia;

import dev.principia.account.AccountSql;
import dev.principia.db.BlockingDb;
import dev.principia.db.BlockingJdbcDb;
import dev.principia.db.BlockingPool;
import dev.principia.db.DbSettings;
import dev.principia.db.Migrations;
import dev.principia.event.EventSql;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// PostgreSQL for commands and for the start: a connection or two, closed when the work is done.
final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

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

  /// Brings the schema up to date, and the order of events where it must be; names what was
  /// applied.
  List<String> migrate() {
    try {
      List<String> applied = new Migrations(connections).apply();
      if (db.ask(EventSql.goOn()).getFirst()) {
        LOG.warn("The log of events goes on above what it holds: it was restored.");
      }
      return applied;
    } catch (IllegalStateException e) {
      throw new Main.Failure(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    connections.close();
  }
}
