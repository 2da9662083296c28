package dev.principia.job;

import dev.principia.db.Query;
import java.time.Duration;

/// A table whose expired rows are removed from time to time.
///
/// @param table the table's name, for logs and metrics
/// @param delete removes the expired rows
/// @param interval how often, in the whole cluster
public record Purge(String table, Query<Boolean> delete, Duration interval) {
  String job() {
    return "purge " + table;
  }
}
