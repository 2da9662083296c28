package dev.principia.db;

/// One row, whichever driver read it.
public interface Columns {
  /// The value of a column that is `NOT NULL`; for others ask for `Object` and compare.
  ///
  /// Known types: `UUID`, `String`, `Integer`, `Long`, `Boolean`, `OffsetDateTime`, `String[]`,
  /// `Buffer`, `JsonObject`, `JsonArray`.
  <T> T get(Class<T> type, String column);
}
