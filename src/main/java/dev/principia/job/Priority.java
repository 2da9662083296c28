package dev.principia.job;

/// Which of the jobs that wait in a queue goes first, whatever the others' number.
public enum Priority {
  CRITICAL(0),
  HIGH(1),
  NORMAL(2),
  LOW(3);

  private final int level;

  Priority(int level) {
    this.level = level;
  }

  /// As the database has it: the smaller goes first.
  int level() {
    return level;
  }
}
