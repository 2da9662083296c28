package dev.principia.db;

import io.vertx.core.buffer.Buffer;

/// JSON that the database makes: for documents of many rows, of which no object is made here.
public final class JsonSql {
  private JsonSql() {}

  /// A document as bytes.
  ///
  /// @param sql answers it as `bytea` in the column `json`
  public static Query<Buffer> query(String sql, Object... arguments) {
    return Query.of(sql, row -> row.get(Buffer.class, "json"), arguments);
  }

  /// The SQL that writes a time as the API does: RFC 3339, in UTC; NULL stays NULL.
  ///
  /// @param column a constant
  public static String time(String column) {
    return "to_char(" + column + " at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
  }
}
