package dev.principia.live;

import dev.principia.event.LoggedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// An event of the log, made ready once for all who follow: event loops share it.
///
/// @param seq its position in the log
/// @param at when it was appended
/// @param isPrivate whether nobody but the account may learn of it
/// @param own the event as its account sees it, encoded
/// @param others the same as others see it
record Happened(
    long seq,
    Instant at,
    String type,
    UUID account,
    Optional<UUID> course,
    Optional<UUID> lesson,
    boolean isPrivate,
    String own,
    String others) {

  static Happened of(LoggedEvent event) {
    return new Happened(
        event.sequence(),
        event.at(),
        event.type(),
        event.account(),
        event.course(),
        lesson(event),
        event.isPrivate(),
        event.json(true).encode(),
        event.isPrivate() ? "" : event.json(false).encode());
  }

  private static Optional<UUID> lesson(LoggedEvent event) {
    return Optional.ofNullable(event.data().getJsonObject("lesson"))
        .map(lesson -> UUID.fromString(lesson.getString("id")));
  }

  /// All places at which it is told.
  List<Place> places() {
    List<Place> places = new ArrayList<>(3);
    places.add(Place.ofAccount(account));
    course.map(Place::ofCourse).ifPresent(places::add);
    course.flatMap(id -> lesson.map(each -> Place.ofLesson(id, each))).ifPresent(places::add);
    return places;
  }

  /// As this reader sees it, encoded.
  String json(UUID reader) {
    return account.equals(reader) ? own : others;
  }

  boolean isFor(UUID reader) {
    return !isPrivate || account.equals(reader);
  }

  /// Whether a later event of this type in the same topic says all that this one says: that the
  /// course is not what it was.
  boolean isRepeatable() {
    return type.equals("course.updated");
  }

  /// Whether others may have lost a right by it.
  boolean changesRights() {
    return type.equals("course.updated") || type.equals("course.deleted");
  }
}
