package dev.principia.live;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// One topic that one connection follows, and how far it was told. Belongs to its event loop.
final class Subscription {
  private final LiveSocket socket;
  private final String topic;
  private final Place place;
  private long seq;
  private long sent;
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
    this.sent = seq;
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
  ///
  /// @param texts those of this event that were made already
  void happened(Happened event, Map<String, String> texts) {
    if (live && event.seq() > seq && event.isFor(account())) {
      String name = event.account().equals(account()) ? "own " + topic : topic;
      String text = texts.computeIfAbsent(name, made -> text(event));
      seq = event.seq();
      socket.send(ServerMessage.event(this, event, text));
    }
  }

  /// A part of what was missed, or as much of it as the client has room for.
  ///
  /// @param upTo everything up to here is told by it
  void missed(List<Happened> events, long upTo) {
    for (Happened event : events) {
      if (socket.isOver()) {
        return;
      }
      seq = event.seq();
      socket.sendMissed(ServerMessage.event(this, event, text(event)));
    }
    seq = Math.max(seq, upTo);
    if (events.isEmpty()) {
      sent(seq);
    }
  }

  private String text(Happened event) {
    return ServerMessage.eventText(topic, event, account());
  }

  /// The client was sent everything up to here.
  void sent(long position) {
    sent = Math.max(sent, position);
  }

  /// What was not sent yet is told from the log.
  void fallBehind() {
    seq = sent;
    live = false;
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
    socket.topics().lost(this);
  }
}
