package dev.principia.db;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// A JDBC row read like a row of the reactive client.
record JdbcColumns(ResultSet rows) implements Columns {
  @Override
  @SuppressWarnings("NullAway") // Null like the other driver's; [Columns#find] takes it away.
  public <T> T get(Class<T> type, String column) {
    try {
      return type.cast(value(type, column));
    } catch (SQLException e) {
      throw new IllegalStateException("column " + column, e);
    }
  }

  private @Nullable Object value(Class<?> type, String column) throws SQLException {
    if (type == JsonObject.class || type == JsonArray.class) {
      String text = rows.getString(column);
      return text == null ? null : json(type, text);
    } else if (type == Buffer.class) {
      byte[] bytes = rows.getBytes(column);
      return bytes == null ? null : Buffer.buffer(bytes);
    } else if (type == String[].class) {
      Array array = rows.getArray(column);
      return array == null ? null : array.getArray();
    }
    return rows.getObject(column, type);
  }

  private static Object json(Class<?> type, String text) {
    return type == JsonObject.class ? new JsonObject(text) : new JsonArray(text);
  }
}
