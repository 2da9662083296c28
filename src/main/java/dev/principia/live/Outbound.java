package dev.principia.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Predicate;

/// What one client has still to be sent because it does not take it: bounded, and without what
/// later messages made superfluous. Belongs to its event loop.
final class Outbound {
  static final int MOST_BYTES = 64 * 1024;

  private final Deque<ServerMessage> waiting = new ArrayDeque<>(0);
  private int bytes;
  private int coalesced;

  /// A later message stands for an earlier one of its kind, at its own place, so that positions
  /// keep growing.
  void add(ServerMessage message) {
    if (!message.kind().isEmpty()) {
      coalesced += remove(earlier -> earlier.kind().equals(message.kind()));
    }
    waiting.addLast(message);
    bytes += message.bytes();
  }

  /// Whether the client is too far behind.
  boolean isOver() {
    return bytes > MOST_BYTES;
  }

  /// Forgets the events, which are in the log, and tells how many.
  int removeEvents() {
    return remove(message -> message.position().isPresent());
  }

  private int remove(Predicate<ServerMessage> which) {
    int before = waiting.size();
    waiting.removeIf(
        message -> {
          boolean gone = which.test(message);
          bytes -= gone ? message.bytes() : 0;
          return gone;
        });
    return before - waiting.size();
  }

  Optional<ServerMessage> poll() {
    Optional<ServerMessage> first = Optional.ofNullable(waiting.pollFirst());
    first.ifPresent(message -> bytes -= message.bytes());
    return first;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  int size() {
    return waiting.size();
  }

  /// How many messages were superfluous until now.
  int coalesced() {
    return coalesced;
  }

  /// Forgets everything, and tells how much that was.
  int clear() {
    return remove(message -> true);
  }
}
