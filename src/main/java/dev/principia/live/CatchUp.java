package dev.principia.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Tells one client what it has missed: one topic after the other, page by page, and no page before
/// the client has taken the one before. What happens meanwhile waits in the log and nowhere else.
final class CatchUp {
  static final int PAGE = 50;

  private final LiveLoop loop;
  private final LiveSocket socket;
  private final Deque<Subscription> behind = new ArrayDeque<>(1);
  private boolean asking;

  CatchUp(LiveLoop loop, LiveSocket socket) {
    this.loop = loop;
    this.socket = socket;
  }

  void add(Subscription fresh) {
    behind.addLast(fresh);
    goOn();
  }

  /// Asks for the next page when there is one to ask for.
  void goOn() {
    if (!asking && socket.hasRoom()) {
      next().ifPresent(this::ask);
    }
  }

  /// A topic that is told up to the position of the loop follows what happens from here on: both
  /// are looked at in one step of the loop, so that nothing comes in between.
  private Optional<Subscription> next() {
    while (!behind.isEmpty()) {
      Subscription first = behind.getFirst();
      if (!first.isEnded() && first.seq() < loop.position()) {
        return Optional.of(first);
      }
      first.goLive();
      behind.removeFirst();
    }
    return Optional.empty();
  }

  private void ask(Subscription first) {
    asking = true;
    long upTo = loop.position();
    loop.missed(first, upTo, PAGE)
        .onComplete(done -> asking = false)
        .onSuccess(page -> told(first, page, upTo))
        .onFailure(socket::broken);
  }

  private void told(Subscription first, List<Happened> page, long upTo) {
    if (!first.isEnded()) {
      first.missed(page, page.size() < PAGE ? upTo : page.getLast().seq());
      loop.figures().replayed(page.size());
    }
    goOn();
  }
}
