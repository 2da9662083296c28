package dev.principia.job;

import java.util.Locale;

/// What is with a job.
enum JobState {
  /// Its time has not come.
  SCHEDULED,
  /// It may be taken.
  WAITING,
  /// Others come first.
  BLOCKED,
  RUNNING,
  /// Its own work is done, and its children's is not.
  GATHERING,
  DONE,
  /// Given up: it lies among the dead letters.
  FAILED,
  CANCELLED;

  static JobState of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /// As the database has it.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// As people see it: whether a job runs itself or parts of it do is one to them.
  String told() {
    return this == GATHERING ? RUNNING.word() : word();
  }
}
