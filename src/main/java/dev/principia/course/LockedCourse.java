package dev.principia.course;

import dev.principia.contract.Call;
import dev.principia.contract.Preconditions;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import dev.principia.db.Columns;
import java.util.Optional;
import java.util.UUID;

/// A course that nobody else writes until the transaction ends. Whoever changes a course, its
/// outline or its lessons locks it first, so changes of one course come one after the other.
///
/// @param version raised by any change to the course, its outline or its lessons
/// @param own whether the caller is its owner, and not only an editor
record LockedCourse(UUID id, String slug, long version, boolean own, CourseText text) {
  static LockedCourse orRefused(Optional<Found> found) {
    Found course = found.orElseThrow(Problem::notFound);
    if (!course.writable()) {
      throw Problem.of(ProblemType.FORBIDDEN, "Its owner and its editors alone may change it.");
    }
    return course.locked();
  }

  /// A course that the caller may read.
  record Found(LockedCourse locked, boolean writable) {
    static Found read(Columns row) {
      return new Found(
          new LockedCourse(
              row.get(UUID.class, "id"),
              row.get(String.class, "slug"),
              row.get(Long.class, "version"),
              row.get(Boolean.class, "own"),
              CourseText.read(row)),
          row.get(Boolean.class, "writable"));
    }
  }

  /// The same when the caller may decide about it: who its members are, who sees it, and whether it
  /// goes on.
  LockedCourse ownOrRefused() {
    if (!own) {
      throw Problem.of(ProblemType.FORBIDDEN, "Its owner alone may do this.");
    }
    return this;
  }

  /// The text that the call's patch makes of it; the same when nothing is to be changed.
  CourseText patched(Call call) {
    CourseText after = text.patched(call.body());
    if (!after.status().equals(text.status()) || !after.visibility().equals(text.visibility())) {
      var _ = ownOrRefused();
    }
    Preconditions.check(call, version);
    if (text.isArchived() && after.isArchived() && !after.equals(text)) {
      throw refused();
    }
    return after;
  }

  LockedCourse refuseArchived() {
    if (text.isArchived()) {
      throw refused();
    }
    return this;
  }

  static Problem refused() {
    return Problem.of(
        ProblemType.COURSE_ARCHIVED, "Make the course active again before changing it.");
  }
}
