package dev.principia.db;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.concurrent.TimeUnit;

/// Whether PostgreSQL answers.
///
/// @param connection one that no request uses
public record ReactiveProbe(SqlClient connection) {
  /// Succeeds when it answers within two seconds.
  public Future<Void> ask() {
    return connection.query("select 1").execute().timeout(2, TimeUnit.SECONDS).mapEmpty();
  }
}
