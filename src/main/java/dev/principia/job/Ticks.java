package dev.principia.job;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// How a schedule stands; all times by the database's clock.
///
/// @param rhythm as it was registered last
/// @param since no tick before this is owed
/// @param last the newest tick that was taken
/// @param now when it was asked
public record Ticks(
    String schedule,
    String rhythm,
    ZoneId zone,
    Instant since,
    Optional<Instant> last,
    Instant now) {

  /// The tick that is to be worked now; the newest one, when there are more.
  Optional<Instant> due(Rhythm rhythm) {
    Instant newest = rhythm.last(now);
    return newest.isAfter(last.filter(since::isBefore).orElse(since))
        ? Optional.of(newest)
        : Optional.empty();
  }

  /// The next tick to come.
  public Instant next() {
    return Rhythm.of(rhythm, zone).next(now);
  }

  /// A tick that a transaction has taken.
  ///
  /// @param skipped nothing is to be done any more
  /// @param late how long after the tick it was taken
  record Taken(boolean skipped, Duration late) {}
}
