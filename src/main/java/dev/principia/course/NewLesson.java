package dev.principia.course;

import dev.principia.contract.Call;
import dev.principia.contract.Defect;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A lesson that somebody adds.
///
/// @param section where it is to stand; the last section when empty
record NewLesson(LessonText text, Optional<UUID> section) {
  static NewLesson of(Call call) {
    return new NewLesson(
        LessonText.of(call.body()),
        Optional.ofNullable(call.body().getString("section")).map(UUID::fromString));
  }

  /// @param stored empty when the section is not there, or no number is left
  Lesson orRefused(Optional<Lesson> stored) {
    return stored.orElseThrow(
        () ->
            section.isPresent()
                ? Problem.invalid(
                    List.of(
                        Defect.at(
                            "/section", "unknown-section", "The course has no such section.")))
                : Problem.of(ProblemType.COURSE_FULL, "No lesson number is left."));
  }
}
