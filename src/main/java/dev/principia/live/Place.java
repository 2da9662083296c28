package dev.principia.live;

import java.util.Optional;
import java.util.UUID;

/// What a topic is about, whatever its client calls it: where events are looked up.
///
/// @param id of the account, the course or the lesson
/// @param course whose readers alone may follow it; empty for an account
record Place(Kind kind, UUID id, Optional<UUID> course) {
  enum Kind {
    ACCOUNT,
    COURSE,
    LESSON
  }

  static Place ofAccount(UUID account) {
    return new Place(Kind.ACCOUNT, account, Optional.empty());
  }

  static Place ofCourse(UUID course) {
    return new Place(Kind.COURSE, course, Optional.of(course));
  }

  static Place ofLesson(UUID course, UUID lesson) {
    return new Place(Kind.LESSON, lesson, Optional.of(course));
  }
}
