package dev.principia.db;

import dev.principia.contract.ReactiveSource;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.function.UnaryOperator;

/// Any number of rows as one body: fetched through a cursor in a read-only transaction, the next
/// ones while the last ones are on their way to the client. The connection is taken when the body
/// is asked for and given back when it ends, however it ends. A client that takes nothing loses it
/// by `idle_in_transaction_session_timeout`.
final class ReactiveRows implements ReactiveSource {
  private final Pool pool;
  private final Query<Buffer> query;
  private final UnaryOperator<Throwable> told;

  /// @param query whose rows are read as pieces of the body
  /// @param told what a client is told of a failure
  ReactiveRows(Pool pool, Query<Buffer> query, UnaryOperator<Throwable> told) {
    this.pool = pool;
    this.query = query;
    this.told = told;
  }

  @Override
  public Future<Void> writeTo(WriteStream<Buffer> out) {
    return pool.getConnection()
        .compose(connection -> write(connection, out).onComplete(done -> connection.close()))
        .recover(failure -> Future.failedFuture(told.apply(failure)));
  }

  private Future<Void> write(SqlConnection connection, WriteStream<Buffer> out) {
    return connection
        .begin()
        .compose(
            tx ->
                connection
                    .query("set transaction read only")
                    .execute()
                    .compose(set -> connection.prepare(query.sql()))
                    .compose(statement -> write(statement, out))
                    .eventually(() -> tx.rollback().otherwiseEmpty()));
  }

  private Future<Void> write(PreparedStatement statement, WriteStream<Buffer> out) {
    Cursor cursor = statement.cursor(Tuple.wrap(query.bound()));
    return new Flow(cursor, out)
        .start()
        .eventually(() -> cursor.close().otherwiseEmpty())
        .eventually(() -> statement.close().otherwiseEmpty());
  }

  /// One body on its way; on its event loop alone.
  private final class Flow {
    private final Cursor cursor;
    private final WriteStream<Buffer> out;
    private final FetchSize size = new FetchSize();
    private final Promise<Void> done = Promise.promise();

    Flow(Cursor cursor, WriteStream<Buffer> out) {
      this.cursor = cursor;
      this.out = out;
    }

    Future<Void> start() {
      out.exceptionHandler(done::tryFail);
      cursor.read(size.rows()).onComplete(this::write, done::tryFail);
      return done.future();
    }

    private void write(RowSet<Row> rows) {
      try {
        Buffer piece = piece(rows);
        if (cursor.hasMore() && !done.future().isComplete()) {
          Future<RowSet<Row>> next = cursor.read(size.rows());
          out.write(piece)
              .onComplete(written -> next.onComplete(this::write, done::tryFail), done::tryFail);
        } else {
          out.write(piece).onComplete(written -> done.tryComplete(), done::tryFail);
        }
      } catch (RuntimeException e) {
        done.tryFail(e);
      }
    }

    private Buffer piece(RowSet<Row> rows) {
      Buffer piece = Buffer.buffer();
      for (Row row : rows) {
        piece.appendBuffer(query.reader().apply(row::get));
      }
      size.seen(rows.size(), piece.length());
      return piece;
    }
  }
}
