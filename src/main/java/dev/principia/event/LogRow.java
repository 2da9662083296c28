package dev.principia.event;

import java.util.Optional;

/// A row of what the log answers: what it says of itself, and an event if there is one.
///
/// @param end the position up to which everything is told or was there before
/// @param dropped the highest position that retention has removed
/// @param heldMillis for how long an event has waited behind a transaction that began before its
///   own and has not ended; such an event is not told yet
/// @param more whether the log goes on behind the end
public record LogRow(
    long end, long dropped, Optional<LoggedEvent> event, Optional<Long> heldMillis, boolean more) {}
