package dev.principia.contract;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/// Something that has happened. It is kept in the transaction in which it happened: an event is
/// there if and only if what it tells is so.
///
/// @param account whose doing it is
/// @param course the course that it is about, if any
/// @param isPrivate whether nobody but the account may learn of it; otherwise whoever may read the
///   course
/// @param data what clients learn of it, without any text that people wrote
public record Event(
    EventType type, UUID account, Optional<UUID> course, boolean isPrivate, JsonObject data) {

  /// What concerns the account alone.
  public static Event own(EventType type, UUID account, Optional<UUID> course, JsonObject data) {
    return new Event(type, account, course, true, data);
  }

  /// What concerns everybody who may read the course.
  public static Event shared(EventType type, UUID account, UUID course, JsonObject data) {
    return new Event(type, account, Optional.of(course), false, data);
  }
}
