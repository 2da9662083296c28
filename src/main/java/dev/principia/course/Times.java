package dev.principia.course;

import dev.principia.db.Columns;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;

/// When a row was made and last changed, as the last two members of its representation.
final class Times {
  private Times() {}

  static JsonObject put(JsonObject json, Columns row) {
    return json.put("createdAt", time(row, "created_at")).put("updatedAt", time(row, "updated_at"));
  }

  private static String time(Columns row, String column) {
    return row.get(OffsetDateTime.class, column).toInstant().toString();
  }
}
