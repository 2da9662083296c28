package dev.principia.progress;

import dev.principia.contract.EventType;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import java.time.Instant;
import java.util.Optional;

/// An account's progress in one lesson: a state machine.
///
/// @param completedAt when it was completed; present when and only when it is
/// @param version raised by every change; 0 before the first
record Progress(Status status, Optional<Instant> completedAt, long version) {
  static final Progress NONE = new Progress(Status.NOT_STARTED, Optional.empty(), 0);

  Progress {
    if (completedAt.isPresent() != (status == Status.COMPLETED)) {
      throw new IllegalArgumentException(status + " completed at " + completedAt);
    }
  }

  /// The progress after a step; the same one when it is there already.
  ///
  /// @throws Problem [ProblemType#ILLEGAL_TRANSITION] when no step leads there
  Progress moveTo(Status next, Instant now) {
    if (next == status) {
      return this;
    }
    if (!status.leadsTo(next)) {
      throw Problem.of(
          ProblemType.ILLEGAL_TRANSITION,
          "A lesson that is `" + status.word() + "` cannot become `" + next.word() + "`.");
    }
    Optional<Instant> completed = next == Status.COMPLETED ? Optional.of(now) : Optional.empty();
    return new Progress(next, completed, version + 1);
  }

  /// What others learn of a step that led here, if anything.
  Optional<EventType> eventAfter(Progress before) {
    if (status == before.status()) {
      return Optional.empty();
    }
    if (status == Status.COMPLETED) {
      return Optional.of(EventType.LESSON_COMPLETED);
    }
    return before.status() == Status.COMPLETED
        ? Optional.of(EventType.LESSON_REOPENED)
        : Optional.empty();
  }
}
