package dev.principia.job;

import dev.principia.db.Query;
import java.time.Instant;
import java.util.function.Function;

/// Something to be done again and again, at each tick by one process of the cluster.
///
/// @param name unique; for logs, metrics and operators
/// @param missed what becomes of ticks that nobody worked
/// @param work the statement of a tick, run in the transaction that takes the tick: a purge, or the
///   enqueuing of a job
public record Schedule(
    String name, Rhythm rhythm, Missed missed, Function<Instant, Query<?>> work) {

  /// A statement that removes what has expired: to be made up for, once, when it was missed.
  public static Schedule purge(String table, Rhythm rhythm, Query<?> delete) {
    return new Schedule("purge " + table, rhythm, Missed.RUN_ONCE, tick -> delete);
  }
}
