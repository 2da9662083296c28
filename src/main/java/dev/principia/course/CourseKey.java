package dev.principia.course;

import java.util.Optional;
import java.util.UUID;

/// What a client may call a course: its id or its slug. A slug is never shaped like an id.
///
/// @param id the id, when the text is shaped like one
/// @param slug the text otherwise
public record CourseKey(Optional<UUID> id, Optional<String> slug) {
  private static final int UUID_LENGTH = 36;

  /// Never refuses: what is no id is a slug, if only one that nobody has.
  public static CourseKey of(String text) {
    Optional<UUID> id = uuid(text);
    return new CourseKey(id, id.isPresent() ? Optional.empty() : Optional.of(text));
  }

  static Optional<UUID> uuid(String text) {
    if (text.length() != UUID_LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
