package dev.principia.cache;

import java.time.Duration;
import java.util.Locale;

/// What is cached: the names that metrics and administrators see.
public enum CacheName {
  /// Public courses with their outline, as JSON.
  COURSES,
  /// Lessons of public courses, as JSON.
  LESSONS;

  /// How long an answer may be kept, give or take a tenth, so that what was stored together does
  /// not end together. A change ends it earlier.
  static final Duration LIFETIME = Duration.ofMinutes(10);

  /// How long it is known that there is nothing.
  static final Duration NOTHING = Duration.ofSeconds(5);

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
