package dev.principia.course;

import java.util.Optional;
import java.util.UUID;

/// What a client may call a lesson of a course: its id, its number or its slug, tried in this
/// order. No two of them are shaped alike.
public record LessonKey(Optional<UUID> id, Optional<Integer> number, Optional<String> slug) {
  private static final int MOST_DIGITS = 9;

  /// Never refuses: what is neither id nor number is a slug, if only one that nobody has.
  public static LessonKey of(String text) {
    Optional<UUID> id = CourseKey.uuid(text);
    if (id.isPresent()) {
      return new LessonKey(id, Optional.empty(), Optional.empty());
    }
    boolean digits =
        text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits
        ? new LessonKey(Optional.empty(), Optional.of(Integer.valueOf(text)), Optional.empty())
        : new LessonKey(Optional.empty(), Optional.empty(), Optional.of(text));
  }
}
