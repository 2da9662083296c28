package dev.principia.progress;

import java.util.Locale;
import java.util.Set;

/// How far an account is with a lesson.
enum Status {
  NOT_STARTED,
  IN_PROGRESS,
  COMPLETED;

  static Status of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /// As the contract and the database have it.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether `next` may follow. What is completed can be reopened, but not made undone: that it was
  /// done is part of its history.
  boolean leadsTo(Status next) {
    Set<Status> all =
        switch (this) {
          case NOT_STARTED -> Set.of(IN_PROGRESS, COMPLETED);
          case IN_PROGRESS -> Set.of(COMPLETED, NOT_STARTED);
          case COMPLETED -> Set.of(IN_PROGRESS);
        };
    return all.contains(next);
  }
}
