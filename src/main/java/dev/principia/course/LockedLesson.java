package dev.principia.course;

import dev.principia.contract.Call;
import dev.principia.contract.Preconditions;
import dev.principia.contract.Problem;
import dev.principia.db.Columns;
import java.util.Optional;
import java.util.UUID;

/// A lesson of a locked course.
///
/// @param version raised by any change to the lesson
record LockedLesson(LockedCourse course, UUID id, long version, LessonText text) {
  static LockedLesson orNotFound(Optional<LockedLesson> found) {
    return found.orElseThrow(Problem::notFound);
  }

  static LockedLesson read(LockedCourse course, Columns row) {
    return new LockedLesson(
        course, row.get(UUID.class, "id"), row.get(Long.class, "version"), LessonText.read(row));
  }

  /// The text that the call's patch makes of it; the same when nothing is to be changed.
  LessonText patched(Call call) {
    LessonText after = text.patched(call.body());
    Preconditions.check(call, version);
    if (!after.equals(text)) {
      course.refuseArchived();
    }
    return after;
  }

  /// The same when the call may delete it.
  LockedLesson deletable(Call call) {
    Preconditions.check(call, version);
    course.refuseArchived();
    return this;
  }
}
