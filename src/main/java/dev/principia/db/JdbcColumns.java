package dev.principia.db;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.ResultSet;
import java.sql.SQLException;

/// A JDBC row read like a row of the reactive client.
record JdbcColumns(ResultSet rows) implements Columns {
  @Override
  public <T> T get(Class<T> type, String column) {
    try {
      return type.cast(value(type, column));
    } catch (SQLException e) {
      throw new IllegalStateException("column " + column, e);
    }
  }

  private Object value(Class<?> type, String column) throws SQLException {
    if (type == JsonObject.class) {
      return new JsonObject(rows.getString(column));
    } else if (type == JsonArray.class) {
      return new JsonArray(rows.getString(column));
    } else if (type == Buffer.class) {
      return Buffer.buffer(rows.getBytes(column));
    } else if (type == String[].class) {
      return rows.getArray(column).getArray();
    }
    return rows.getObject(column, type);
  }
}
