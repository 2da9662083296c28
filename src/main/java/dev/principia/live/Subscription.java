package dev.principia.live;

import java.util.Set;
import java.util.UUID;

/// One topic that one connection follows, and how far it was told. Belongs to its event loop.
final class Subscription {
  private final LiveSocket socket;
  private final String topic;
  private final Place place;
  private long seq;
  private boolean live;
  private boolean ended;
  private int presence = -1;

  /// @param topic as the client names it
  /// @param seq up to where the client knows it
  Subscription(LiveSocket socket, String topic, Place place, long seq) {
    this.socket = socket;
    this.topic = topic;
    this.place = place;
    this.seq = seq;
  }

  String topic() {
    return topic;
  }

  Place place() {
    return place;
  }

  UUID account() {
    return socket.account();
  }

  boolean isOfLesson() {
    return place.kind() == Place.Kind.LESSON;
  }

  /// Whether it is one that these readers follow.
  boolean isOf(Set<LiveSql.Reader> readers) {
    return place
        .course()
        .filter(course -> readers.contains(new LiveSql.Reader(account(), course)))
        .isPresent();
  }

  /// Up to where the client was told.
  long seq() {
    return seq;
  }

  /// From here on it is told what happens; before, it is told what it missed.
  void goLive() {
    live = true;
  }

  boolean isEnded() {
    return ended;
  }

  void end() {
    ended = true;
  }

  /// Something has happened at its place. Before it is live it is told from the log.
  void happened(Happened event) {
    if (live && event.seq() > seq && event.isFor(account())) {
      tell(event);
    }
  }

  /// A part of what was missed.
  ///
  /// @param upTo everything up to here is told by it
  void missed(Iterable<Happened> events, long upTo) {
    events.forEach(this::tell);
    seq = Math.max(seq, upTo);
  }

  private void tell(Happened event) {
    seq = event.seq();
    socket.send(ServerMessage.event(topic, event));
  }

  /// How many accounts are present; told when it has changed.
  void present(int count) {
    if (presence != count) {
      presence = count;
      socket.send(ServerMessage.presence(topic, count));
    }
  }

  /// Its account may not read it any more.
  void lost() {
    socket.lost(this);
  }
}
