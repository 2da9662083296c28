package dev.principia.db;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import java.util.concurrent.TimeUnit;

/// Connections of the reactive client that all event loops of a process share.
public final class ReactivePool {
  private final Pool pool;
  private final Vertx vertx;
  private final Retries retries = new Retries();

  public ReactivePool(Vertx vertx, DbSettings settings) {
    this(vertx, settings, "principia");
  }

  /// @param name of one name all pools of a process are one
  public ReactivePool(Vertx vertx, DbSettings settings, String name) {
    this.vertx = vertx;
    this.pool =
        PgBuilder.pool()
            .with(
                waiting(settings).setShared(true).setName(name).setMaxSize(settings.connections()))
            .with(network(settings))
            .connectingTo(connecting(settings))
            .using(vertx)
            .build();
  }

  Pool connections() {
    return pool;
  }

  Retries retries() {
    return retries;
  }

  /// Succeeds after the pause before another attempt.
  Future<Void> pause(int attempt) {
    return vertx.timer(Math.max(1, Retries.pause(attempt).toMillis()), TimeUnit.MILLISECONDS);
  }

  /// Transactions that were done again.
  public long retried() {
    return retries.count();
  }

  /// Open connections.
  public int size() {
    return pool.size();
  }

  public Future<Void> close() {
    return pool.close();
  }

  /// One pipelined connection, for the event loop that asks for it.
  static SqlClient pipelined(Vertx vertx, DbSettings settings) {
    return PgBuilder.client()
        .with(waiting(settings).setMaxSize(1))
        .with(network(settings))
        .connectingTo(connecting(settings).setPipeliningLimit(settings.pipelining()))
        .using(vertx)
        .build();
  }

  private static PoolOptions waiting(DbSettings settings) {
    return new PoolOptions()
        .setMaxWaitQueueSize(settings.queue())
        .setConnectionTimeout(Math.toIntExact(settings.patience().toMillis()))
        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
  }

  private static NetClientOptions network(DbSettings settings) {
    return new NetClientOptions()
        .setConnectTimeout(Math.toIntExact(settings.patience().toMillis()));
  }

  static PgConnectOptions connecting(DbSettings settings) {
    PgConnectOptions options =
        new PgConnectOptions()
            .setHost(settings.host())
            .setPort(settings.port())
            .setDatabase(settings.database())
            .setUser(settings.user())
            .setPassword(settings.password())
            .setCachePreparedStatements(true);
    settings.session().forEach(options::addProperty);
    return options;
  }
}
