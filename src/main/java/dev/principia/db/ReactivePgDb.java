package dev.principia.db;

import dev.principia.contract.Call;
import dev.principia.contract.Committed;
import dev.principia.contract.Deadline;
import dev.principia.contract.Event;
import dev.principia.contract.Problem;
import dev.principia.contract.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/// The reactive PostgreSQL client. Single statements go to `single`, which may be a pipelined
/// connection or the pool itself; transactions take a connection of the pool.
public final class ReactivePgDb implements ReactiveDb {
  private final SqlClient single;
  private final ReactivePool pool;
  private final DbFailure failures;
  private final SecretKey secret;
  private final Committed listener;

  private ReactivePgDb(
      SqlClient single,
      ReactivePool pool,
      Map<String, Problem> refusals,
      SecretKey secret,
      Committed listener) {
    this.listener = listener;
    this.single = single;
    this.pool = pool;
    this.failures = new DbFailure(refusals);
    this.secret = secret;
  }

  /// Every statement takes a connection of the pool.
  ///
  /// @param refusals what a client is told when the constraint of that name refuses a row
  /// @param secret the application's secret
  public static ReactiveDb pooled(
      ReactivePool pool, Map<String, Problem> refusals, SecretKey secret) {
    return pooled(pool, refusals, secret, Committed.NOBODY);
  }

  /// The same.
  ///
  /// @param listener is told of what was committed
  public static ReactiveDb pooled(
      ReactivePool pool, Map<String, Problem> refusals, SecretKey secret, Committed listener) {
    return new ReactivePgDb(pool.connections(), pool, refusals, secret, listener);
  }

  /// The same as the other, and nobody is told of commits.
  public static ReactiveDb pipelined(
      Vertx vertx,
      DbSettings settings,
      ReactivePool pool,
      Map<String, Problem> refusals,
      SecretKey secret) {
    return pipelined(vertx, settings, pool, refusals, secret, Committed.NOBODY);
  }

  /// Statements outside transactions share one pipelined connection, which belongs to the context
  /// that asks for it; without pipelining they take connections of the pool.
  ///
  /// @param listener is told of what was committed
  public static ReactiveDb pipelined(
      Vertx vertx,
      DbSettings settings,
      ReactivePool pool,
      Map<String, Problem> refusals,
      SecretKey secret,
      Committed listener) {
    SqlClient single =
        settings.isPipelined() ? ReactivePool.pipelined(vertx, settings) : pool.connections();
    return new ReactivePgDb(single, pool, refusals, secret, listener);
  }

  /// A connection of its own to ask whether the database is there.
  public static ReactiveProbe probe(Vertx vertx, DbSettings settings) {
    return new ReactiveProbe(ReactivePool.pipelined(vertx, settings));
  }

  @Override
  public <T> Future<List<T>> list(Call call, Query<T> query) {
    return rows(single, call, query);
  }

  @Override
  public Reply.Source stream(Query<Buffer> query) {
    return new ReactiveRows(pool.connections(), query, this::told);
  }

  @Override
  public Future<Reply> transaction(Call call, Function<ReactiveTx, Future<Reply>> work) {
    Optional<Idempotency> key = Idempotency.of(call, secret);
    pool.retries().first();
    return attempt(1, call, tx -> key.isPresent() ? once(tx, key.get(), work) : work.apply(tx));
  }

  @Override
  public <T> Future<T> work(Function<ReactiveTx, Future<T>> work) {
    pool.retries().first();
    return attempt(1, null, work);
  }

  @Override
  public <T> Future<List<T>> ask(Query<T> query) {
    return rows(single, null, query);
  }

  private static Future<Reply> once(
      ReactiveTx tx, Idempotency key, Function<ReactiveTx, Future<Reply>> work) {
    return tx.only(key.lock())
        .compose(
            free -> free ? tx.run(key.claim()) : Future.failedFuture(Idempotency.twinInFlight()))
        .compose(
            claimed ->
                claimed == 1
                    ? work.apply(tx).compose(r -> store(tx, key, r))
                    : tx.only(key.replay()));
  }

  private static Future<Reply> store(ReactiveTx tx, Idempotency key, Reply reply) {
    Reply.Bytes bytes = reply.encoded();
    return tx.run(key.store(bytes)).map(bytes);
  }

  private <T> Future<T> attempt(
      int attempt, @Nullable Call call, Function<ReactiveTx, Future<T>> work) {
    Outbox outbox = new Outbox();
    return pool.connections()
        .withTransaction(connection -> held(new Tx(connection, call, outbox), work))
        .onSuccess(done -> outbox.tell(listener))
        .map(Objects::requireNonNull)
        .recover(failure -> Future.failedFuture(told(failure)))
        .recover(
            failure ->
                pool.retries().again(failure, attempt)
                    ? pool.pause(attempt).compose(over -> attempt(attempt + 1, call, work))
                    : Future.failedFuture(failure));
  }

  /// While a call holds a connection, its deadline cancels what runs there. A pipelined connection
  /// is nobody's alone: its statements are bounded by `statement_timeout` only.
  private <T> Future<T> held(Tx tx, Function<ReactiveTx, Future<T>> work) {
    if (tx.call == null) {
      return announced(tx, work);
    }
    Deadline deadline = tx.call.deadline();
    try {
      deadline.hold(() -> PgConnection.cast(tx.connection).cancelRequest());
    } catch (Problem passed) {
      return Future.failedFuture(passed);
    }
    return announced(tx, work).onComplete(done -> deadline.release());
  }

  /// The work, and then what it has raised.
  private <T> Future<T> announced(Tx tx, Function<ReactiveTx, Future<T>> work) {
    return Future.<ReactiveTx>succeededFuture(tx)
        .compose(work)
        .compose(
            result ->
                tx.outbox
                    .append(tx.call)
                    .map(append -> tx.run(append).map(result))
                    .orElseGet(() -> Future.succeededFuture(result)));
  }

  private final class Tx implements ReactiveTx {
    private final SqlConnection connection;
    private final @Nullable Call call;
    private final Outbox outbox;

    Tx(SqlConnection connection, @Nullable Call call, Outbox outbox) {
      this.outbox = outbox;
      this.connection = connection;
      this.call = call;
    }

    @Override
    public <T> Future<List<T>> list(Query<T> query) {
      return rows(connection, call, query);
    }

    @Override
    public Future<Integer> run(Query<?> query) {
      return execute(connection, call, query).map(RowSet::rowCount);
    }

    @Override
    public void raise(Event event) {
      outbox.raise(event);
    }
  }

  private <T> Future<List<T>> rows(SqlClient client, @Nullable Call call, Query<T> query) {
    return execute(client, call, query)
        .map(
            rows -> {
              List<T> results = new ArrayList<>(rows.size());
              for (Row row : rows) {
                results.add(query.reader().apply(row::get));
              }
              return results;
            });
  }

  private Future<RowSet<Row>> execute(SqlClient client, @Nullable Call call, Query<?> query) {
    long start = System.nanoTime();
    return client
        .preparedQuery(query.sql())
        .execute(Tuple.wrap(query.bound()))
        .onComplete(result -> Statement.finished(call, query, start))
        .recover(failure -> Future.failedFuture(told(failure)));
  }

  private Throwable told(Throwable failure) {
    return switch (failure) {
      case Problem problem -> problem;
      case PgException refused ->
          failures.told(
              String.valueOf(refused.getSqlState()),
              String.valueOf(refused.getConstraint()),
              refused);
      case IOException lost -> DbFailure.unavailable(lost);
      case ClosedConnectionException lost -> DbFailure.unavailable(lost);
      case ConnectionPoolTooBusyException full -> DbFailure.busy(full);
      case VertxException other -> toldInWords(other);
      default -> failure;
    };
  }

  /// Some states of a connection have no type of their own; a mistake in a statement has the same
  /// type as they and stays a mistake.
  private static Throwable toldInWords(VertxException failure) {
    String words = String.valueOf(failure.getMessage());
    if (words.startsWith("Timeout")) {
      return DbFailure.busy(failure);
    }
    return words.contains("closed") ? DbFailure.unavailable(failure) : failure;
  }
}
