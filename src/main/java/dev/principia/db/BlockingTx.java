package dev.principia.db;

import dev.principia.contract.Event;
import java.util.List;
import java.util.Optional;

/// A transaction that has begun: statements only, so that nesting cannot be written.
public interface BlockingTx {
  <T> List<T> list(Query<T> query);

  /// The number of rows that the statement touched.
  int run(Query<?> query);

  /// Something has happened: it is appended to the log of events before the transaction commits,
  /// and is undone with it.
  void raise(Event event);

  /// The first row, if there is one.
  default <T> Optional<T> one(Query<T> query) {
    return list(query).stream().findFirst();
  }

  /// The row that there must be.
  default <T> T only(Query<T> query) {
    return list(query).getFirst();
  }
}
