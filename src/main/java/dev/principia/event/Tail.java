package dev.principia.event;

import dev.principia.contract.Committed;
import dev.principia.contract.Event;
import dev.principia.db.Query;
import dev.principia.metrics.Meters;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where this process is in the log, and who wants to hear of it. One reader per process
/// ([TailVerticle] or [BlockingTail]) reads on whenever somebody commits, here or elsewhere, and
/// four times a second in any case: a lost call costs latency and never an event. Any thread.
public final class Tail implements Committed {
  /// How long a committed event may wait when nobody has called.
  static final Duration POLL = Duration.ofMillis(250);

  /// How long an event waits that is held by a transaction which has not ended yet.
  static final Duration HELD = Duration.ofMillis(10);

  /// The shortest time from one reading to the next: a burst of commits is read together.
  static final Duration GAP = Duration.ofMillis(5);

  private static final int MOST = 500;
  private static final Logger LOG = LoggerFactory.getLogger(Tail.class);

  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean called = new AtomicBoolean();
  private volatile Runnable reader = () -> {};
  private volatile long position = -1;
  private volatile long heard = System.nanoTime();
  private volatile Duration held = Duration.ZERO;

  /// Whoever follows the log. Called by the one reader, so one call at a time, in the log's order;
  /// it neither waits nor fails. What was missed before it listened it reads by itself.
  @FunctionalInterface
  public interface Listener {
    /// The log is about to be read.
    default void asked() {}

    /// What was read, also when it is nothing. Each batch begins where the one before has ended;
    /// the first one is empty and says where the log was when this process began to follow it.
    void heard(Batch batch);
  }

  public Tail(Meters meters) {
    meters.feed().eventLag(this::lagSeconds);
  }

  /// From now on it is told.
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  /// Up to here everything was told.
  public long position() {
    return position;
  }

  @Override
  public void committed(List<Event> events) {
    if (called.compareAndSet(false, true)) {
      reader.run();
    }
  }

  /// @param call asks for a reading soon; any thread
  void readBy(Runnable call) {
    reader = call;
    called.set(false);
  }

  /// Whether somebody has committed here since this was asked last: others have to be told.
  boolean isCalled() {
    return called.getAndSet(false);
  }

  /// What has to be asked next.
  Query<LogRow> next() {
    listeners.forEach(Listener::asked);
    return position < 0 ? EventSql.end() : EventSql.after(position, MOST);
  }

  /// Tells what was answered, and when to ask again if nobody calls.
  Duration heard(List<LogRow> rows) {
    long from = position < 0 ? rows.getFirst().end() : position;
    Batch batch = Batch.of(from, MOST, rows);
    position = batch.to();
    held = batch.held().orElse(Duration.ZERO);
    heard = System.nanoTime();
    listeners.forEach(listener -> tell(listener, batch));
    if (batch.isFull()) {
      return Duration.ZERO;
    }
    return batch.held().isPresent() ? HELD : POLL;
  }

  /// One that fails does not keep the others from hearing.
  private static void tell(Listener listener, Batch batch) {
    try {
      listener.heard(batch);
    } catch (RuntimeException e) {
      LOG.error("a listener of the log failed at {}", batch.to(), e);
    }
  }

  private double lagSeconds() {
    Duration silent = Duration.ofNanos(System.nanoTime() - heard);
    Duration lag = silent.compareTo(held) > 0 ? silent : held;
    return lag.toMillis() / 1000.0;
  }
}
