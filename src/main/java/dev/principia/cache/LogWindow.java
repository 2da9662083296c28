package dev.principia.cache;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeSet;

/// How far the log of events was read. Numbers are given when a row is written and not when it can
/// be seen, so a row may appear behind one that was read already: each look begins where the log
/// ended half a minute ago, longer than a transaction lasts, and skips what it knows. Guarded by
/// its owner.
final class LogWindow {
  private static final long OVERLAP_NANOS = Duration.ofSeconds(30).toNanos();

  /// What was written shortly before the start may still become visible.
  private static final long BEFORE_START = 10_000;

  private final Deque<Reached> reached = new ArrayDeque<>();
  private final TreeSet<Long> known = new TreeSet<>();
  private volatile long position = -1;
  private volatile long beginning = Long.MAX_VALUE;
  private volatile long from = -1;

  private record Reached(long nanos, long position) {}

  /// False when it was there before.
  boolean add(long sequence) {
    return known.add(sequence);
  }

  void reached(long end) {
    long now = System.nanoTime();
    if (position < 0) {
      beginning = end;
      reached.add(new Reached(now, Math.max(0, end - BEFORE_START)));
    }
    position = Math.max(position, end);
    reached.add(new Reached(now, position));
    while (reached.size() > 1 && now - second().nanos() > OVERLAP_NANOS) {
      reached.removeFirst();
    }
    from = reached.getFirst().position();
    known.headSet(from, true).clear();
  }

  private Reached second() {
    var each = reached.iterator();
    each.next();
    return each.next();
  }

  long position() {
    return position;
  }

  long beginning() {
    return beginning;
  }

  /// After which sequence to read; negative before the first look.
  long from() {
    return from;
  }
}
