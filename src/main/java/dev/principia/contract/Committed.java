package dev.principia.contract;

import java.util.List;

/// Whoever has to know what this process has just made so. It is told after the commit and before
/// the caller is answered, on the thread that committed; it neither waits nor fails.
@FunctionalInterface
public interface Committed {
  /// Nobody.
  Committed NOBODY = events -> {};

  /// @param events what the transaction has raised, in its order
  void committed(List<Event> events);
}
