package dev.principia.job;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/// Ticks at equal distances, counted from the beginning of 1970 and not from anybody's start, so
/// that all processes mean the same ones.
///
/// @param interval whole milliseconds, at least one
public record Every(Duration interval) implements Rhythm {
  public Every {
    if (interval.toMillis() < 1) {
      throw new IllegalArgumentException("an interval of " + interval);
    }
  }

  static Every of(String text) {
    return new Every(Duration.parse(text));
  }

  @Override
  public String text() {
    return interval.toString();
  }

  @Override
  public ZoneId zone() {
    return ZoneId.of("UTC");
  }

  @Override
  public Instant last(Instant now) {
    long millis = interval.toMillis();
    return Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), millis) * millis);
  }

  @Override
  public Instant next(Instant now) {
    return last(now).plus(interval);
  }
}
