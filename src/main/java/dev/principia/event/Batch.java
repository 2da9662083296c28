package dev.principia.event;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What the log had after a position.
///
/// @param from the position
/// @param to where to go on: everything up to there is in the batch or does not concern the reader
/// @param events in their order; perhaps none
/// @param isFull whether there may be more already
/// @param isBeyond whether the position is one that the log has not reached
/// @param dropped the highest position that retention has removed
/// @param held for how long the next event has waited behind a slow transaction, if one does
public record Batch(
    long from,
    long to,
    List<LoggedEvent> events,
    boolean isFull,
    boolean isBeyond,
    long dropped,
    Optional<Duration> held) {

  /// @param rows what was answered to the question for so many events after the position
  public static Batch of(long from, int limit, List<LogRow> rows) {
    List<LoggedEvent> events = rows.stream().map(LogRow::event).flatMap(Optional::stream).toList();
    boolean full = events.size() == limit;
    LogRow first = rows.getFirst();
    return new Batch(
        from,
        Math.max(from, full ? events.getLast().sequence() : first.end()),
        events,
        full || first.more(),
        first.end() < from && !full,
        first.dropped(),
        rows.stream()
            .map(LogRow::heldMillis)
            .flatMap(Optional::stream)
            .findFirst()
            .map(Duration::ofMillis));
  }

  /// Whether events after the position are gone, so that the reader has missed some.
  public boolean isExpired() {
    return from < dropped;
  }
}
