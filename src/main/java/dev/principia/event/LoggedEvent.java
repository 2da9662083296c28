package dev.principia.event;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// An event as the log tells it.
///
/// @param sequence its position: later events have higher ones, with gaps
/// @param at when it was appended, shortly before its transaction was committed; the database's
///   clock
/// @param type the word of its [dev.principia.contract.EventType]
/// @param account whose doing it was
/// @param isPrivate whether nobody but the account may learn of it
/// @param version the version of its course when the log was read, which is at least as high as
///   after the event; none when there is no such course any more
public record LoggedEvent(
    long sequence,
    UUID id,
    Instant at,
    String type,
    UUID account,
    Optional<UUID> course,
    boolean isPrivate,
    JsonObject data,
    Optional<Long> version) {

  /// As clients see it.
  ///
  /// @param own whether the client is the account
  public JsonObject json(boolean own) {
    JsonObject json =
        JsonObject.of(
            "sequence", Long.toString(sequence),
            "id", id.toString(),
            "type", type,
            "at", at.toString(),
            "own", own);
    course.ifPresent(each -> json.put("course", each.toString()));
    return json.put("data", data);
  }
}
