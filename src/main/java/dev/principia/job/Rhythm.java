package dev.principia.job;

import java.time.Instant;
import java.time.ZoneId;

/// When something is to be done: a set of moments, the ticks.
public sealed interface Rhythm permits Cron, Every {
  /// As it is written, in the table of schedules too: [#of] reads it again.
  String text();

  ZoneId zone();

  /// The last tick at or before that moment.
  Instant last(Instant now);

  /// The first tick after that moment.
  Instant next(Instant now);

  /// A rhythm as [#text] writes it.
  static Rhythm of(String text, ZoneId zone) {
    return text.startsWith("P") ? Every.of(text) : new Cron(text, zone);
  }
}
