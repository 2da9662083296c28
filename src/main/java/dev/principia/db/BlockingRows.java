package dev.principia.db;

import dev.principia.contract.BlockingSource;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Function;

/// Any number of rows as one body: fetched a few at a time in a read-only transaction, whose
/// connection is taken when the body is asked for and given back when it ends, however it ends.
final class BlockingRows implements BlockingSource {
  private final BlockingPool connections;
  private final Query<Buffer> query;
  private final Function<SQLException, RuntimeException> told;

  /// @param query whose rows are read as pieces of the body
  /// @param told what a client is told of a failure
  BlockingRows(
      BlockingPool connections,
      Query<Buffer> query,
      Function<SQLException, RuntimeException> told) {
    this.connections = connections;
    this.query = query;
    this.told = told;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    try (Connection connection = connections.take()) {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      try {
        write(connection, out);
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw told.apply(e);
    }
  }

  private void write(Connection connection, OutputStream out) throws SQLException, IOException {
    NumberedSql sql = NumberedSql.of(query.sql());
    FetchSize size = new FetchSize();
    try (PreparedStatement statement = connection.prepareStatement(sql.jdbc())) {
      BlockingJdbcDb.bind(statement, sql, query.bound());
      statement.setFetchSize(size.rows());
      try (ResultSet rows = statement.executeQuery()) {
        write(rows, size, out);
      }
    }
  }

  private void write(ResultSet rows, FetchSize size, OutputStream out)
      throws SQLException, IOException {
    JdbcColumns columns = new JdbcColumns(rows);
    Buffer piece = Buffer.buffer();
    int count = 0;
    while (rows.next()) {
      piece.appendBuffer(query.reader().apply(columns));
      count++;
      if (piece.length() >= FetchSize.CHUNK) {
        out.write(piece.getBytes());
        size.seen(count, piece.length());
        rows.setFetchSize(size.rows());
        piece = Buffer.buffer();
        count = 0;
      }
    }
    out.write(piece.getBytes());
  }
}
