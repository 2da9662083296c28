package dev.principia.contract;

import java.util.Locale;

/// Every kind of event: a closed vocabulary that clients may rely on.
public enum EventType {
  COURSE_CREATED,
  COURSE_UPDATED,
  COURSE_ARCHIVED,
  COURSE_DELETED,
  LESSON_COMPLETED,
  LESSON_REOPENED,
  NOTE_CREATED,
  NOTE_UPDATED,
  NOTE_DELETED,
  NOTE_SHARED,
  ACCOUNT_CREATED,
  ACCOUNT_DELETED,
  IMPORT_FINISHED,
  JOB_PROGRESS;

  /// As clients see it: `lesson.completed`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
