package dev.principia.db;

import java.util.Optional;

/// One row, whichever driver read it.
///
/// Known types: `UUID`, `String`, `Integer`, `Long`, `Boolean`, `OffsetDateTime`, `String[]`,
/// `Buffer`, `JsonObject`, `JsonArray`.
public interface Columns {
  /// The value of a column that is `NOT NULL`.
  <T> T get(Class<T> type, String column);

  /// The value of a column that may be NULL.
  default <T> Optional<T> find(Class<T> type, String column) {
    return Optional.ofNullable(get(type, column));
  }
}
