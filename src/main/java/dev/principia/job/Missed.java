package dev.principia.job;

import java.time.Duration;

/// What becomes of ticks at which no process could do the work: none ran, or it failed.
public enum Missed {
  /// The work is done once, as soon as it can be, for the newest tick; older ones are forgotten.
  RUN_ONCE,

  /// A tick that could not be worked within [#GRACE] is written down as skipped.
  SKIP;

  static final Duration GRACE = Duration.ofMinutes(1);
}
