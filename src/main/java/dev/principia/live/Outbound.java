package dev.principia.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// What one client has still to be sent because it does not take it: bounded, and without what
/// later messages made superfluous. Belongs to its event loop.
final class Outbound {
  static final int MOST_MESSAGES = 500;
  static final int MOST_BYTES = 256 * 1024;

  private final Deque<ServerMessage> waiting = new ArrayDeque<>(0);
  private int bytes;
  private int coalesced;

  /// False when the client is too far behind.
  boolean add(ServerMessage message) {
    if (!message.kind().isEmpty()) {
      removeKind(message.kind());
    }
    waiting.addLast(message);
    bytes += message.bytes();
    return waiting.size() <= MOST_MESSAGES && bytes <= MOST_BYTES;
  }

  /// A later message stands for an earlier one: at its own place, so that positions keep growing.
  private void removeKind(String kind) {
    for (var each = waiting.iterator(); each.hasNext(); ) {
      ServerMessage earlier = each.next();
      if (earlier.kind().equals(kind)) {
        each.remove();
        bytes -= earlier.bytes();
        coalesced++;
      }
    }
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
    int dropped = waiting.size();
    waiting.clear();
    bytes = 0;
    return dropped;
  }
}
