package dev.principia.db;

import dev.principia.contract.Call;
import dev.principia.contract.Committed;
import dev.principia.contract.Event;
import dev.principia.contract.Problem;
import dev.principia.contract.Reply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/// JDBC over a pool of connections.
public final class BlockingJdbcDb implements BlockingDb {
  private final BlockingPool connections;
  private final DbFailure failures;
  private final SecretKey secret;
  private final Committed listener;

  /// @param refusals what a client is told when the constraint of that name refuses a row
  /// @param secret the application's secret
  public BlockingJdbcDb(BlockingPool connections, Map<String, Problem> refusals, SecretKey secret) {
    this(connections, refusals, secret, Committed.NOBODY);
  }

  /// @param listener is told of what was committed
  public BlockingJdbcDb(
      BlockingPool connections,
      Map<String, Problem> refusals,
      SecretKey secret,
      Committed listener) {
    this.listener = listener;
    this.connections = connections;
    this.failures = new DbFailure(refusals);
    this.secret = secret;
  }

  @Override
  public <T> List<T> list(Call call, Query<T> query) {
    return asked(call, query);
  }

  @Override
  public <T> List<T> ask(Query<T> query) {
    return asked(null, query);
  }

  private <T> List<T> asked(@Nullable Call call, Query<T> query) {
    try (Connection connection = connections.take()) {
      return new Tx(connection, call).list(query);
    } catch (SQLException e) {
      throw told(e);
    }
  }

  @Override
  public Reply.Source stream(Query<Buffer> query) {
    return new BlockingRows(connections, query, this::told);
  }

  @Override
  public Reply transaction(Call call, Function<BlockingTx, Reply> work) {
    Optional<Idempotency> key = Idempotency.of(call, secret);
    return inTransaction(call, tx -> key.isPresent() ? once(tx, key.get(), work) : work.apply(tx));
  }

  @Override
  public <T> T work(Function<BlockingTx, T> work) {
    return inTransaction(null, work);
  }

  private static Reply once(BlockingTx tx, Idempotency key, Function<BlockingTx, Reply> work) {
    if (!tx.only(key.lock())) {
      throw Idempotency.twinInFlight();
    }
    if (tx.run(key.claim()) == 0) {
      return tx.only(key.replay());
    }
    Reply.Bytes reply = work.apply(tx).encoded();
    tx.run(key.store(reply));
    return reply;
  }

  private <T> T inTransaction(@Nullable Call call, Function<BlockingTx, T> work) {
    connections.retries().first();
    for (int attempt = 1; ; attempt++) {
      try {
        return attempt(call, work);
      } catch (Problem failure) {
        if (!connections.retries().again(failure, attempt) || !paused(attempt)) {
          throw failure;
        }
      }
    }
  }

  /// False when the thread was interrupted meanwhile.
  private static boolean paused(int attempt) {
    try {
      Thread.sleep(Retries.pause(attempt));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private <T> T attempt(@Nullable Call call, Function<BlockingTx, T> work) {
    try (Connection connection = connections.take()) {
      connection.setAutoCommit(false);
      try {
        Tx tx = new Tx(connection, call);
        T result = work.apply(tx);
        tx.outbox.append(call).ifPresent(tx::run);
        connection.commit();
        tx.outbox.tell(listener);
        return result;
      } catch (RuntimeException | SQLException e) {
        undo(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      throw told(e);
    }
  }

  /// A lost connection cannot be rolled back, and needs not be.
  private static void undo(Connection connection, Exception reason) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  private final class Tx implements BlockingTx {
    private final Connection connection;
    private final @Nullable Call call;
    private final Outbox outbox = new Outbox();

    Tx(Connection connection, @Nullable Call call) {
      this.connection = connection;
      this.call = call;
    }

    @Override
    public <T> List<T> list(Query<T> query) {
      return execute(query, statement -> rows(statement, query));
    }

    @Override
    public int run(Query<?> query) {
      return execute(query, statement -> Math.max(0, statement.getUpdateCount()));
    }

    @Override
    public void raise(Event event) {
      outbox.raise(event);
    }

    private <R> R execute(Query<?> query, Outcome<R> outcome) {
      long start = System.nanoTime();
      NumberedSql sql = NumberedSql.of(query.sql());
      try (PreparedStatement statement = connection.prepareStatement(sql.jdbc())) {
        bind(statement, sql, query.bound());
        executeInTime(statement);
        return outcome.of(statement);
      } catch (SQLException e) {
        throw told(e);
      } finally {
        Statement.finished(call, query, start);
      }
    }

    /// What still runs when the call's time is over is cancelled.
    private void executeInTime(PreparedStatement statement) throws SQLException {
      if (call == null) {
        statement.execute();
        return;
      }
      call.deadline().hold(() -> cancel(statement));
      try {
        statement.execute();
      } finally {
        call.deadline().release();
      }
    }
  }

  private static void cancel(PreparedStatement running) {
    try {
      running.cancel();
    } catch (SQLException e) {
      throw new IllegalStateException("a statement could not be cancelled", e);
    }
  }

  private interface Outcome<R> {
    R of(PreparedStatement executed) throws SQLException;
  }

  private static <T> List<T> rows(PreparedStatement statement, Query<T> query) throws SQLException {
    List<T> results = new ArrayList<>();
    try (ResultSet rows = statement.getResultSet()) {
      JdbcColumns columns = new JdbcColumns(rows);
      while (rows.next()) {
        results.add(query.reader().apply(columns));
      }
    }
    return results;
  }

  static void bind(PreparedStatement statement, NumberedSql sql, Object[] bound)
      throws SQLException {
    for (int i = 0; i < sql.order().size(); i++) {
      switch (bound[sql.order().get(i)]) {
        case null -> statement.setNull(i + 1, Types.NULL);
        case Buffer bytes -> statement.setBytes(i + 1, bytes.getBytes());
        case String[] texts ->
            statement.setArray(i + 1, statement.getConnection().createArrayOf("text", texts));
        case JsonObject json -> statement.setObject(i + 1, json.encode(), Types.OTHER);
        case JsonArray json -> statement.setObject(i + 1, json.encode(), Types.OTHER);
        case Object value -> statement.setObject(i + 1, value);
      }
    }
  }

  private RuntimeException told(SQLException failure) {
    String state = Optional.ofNullable(failure.getSQLState()).orElse("");
    String constraint =
        failure instanceof PSQLException refused && refused.getServerErrorMessage() != null
            ? String.valueOf(refused.getServerErrorMessage().getConstraint())
            : "";
    return failures.told(state, constraint, new IllegalStateException(failure));
  }
}
