package dev.principia.event;

import dev.principia.contract.Wake;
import dev.principia.db.BlockingDb;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the log for this process, on a thread of its own.
public final class BlockingTail implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BlockingTail.class);

  private final BlockingDb db;
  private final Tail tail;
  private final Wake wake;
  private final Semaphore calls = new Semaphore(0);
  private final Thread thread =
      Thread.ofPlatform().daemon().name("event-tail").unstarted(this::follow);
  private boolean lost;

  /// @param wake tells other processes of commits, and hears of theirs
  public BlockingTail(BlockingDb db, Tail tail, Wake wake) {
    this.db = db;
    this.tail = tail;
    this.wake = wake;
  }

  /// Returns when it is known where the log ends.
  public void start() {
    tail.readBy(calls::release);
    wake.listen(calls::release);
    tail.heard(db.ask(tail.next()));
    thread.start();
  }

  private void follow() {
    try {
      Duration pause = Tail.POLL;
      while (!Thread.interrupted()) {
        var _ = calls.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
        calls.drainPermits();
        if (tail.isCalled()) {
          wake.others();
        }
        pause = read();
        Thread.sleep(Tail.GAP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration read() {
    try {
      Duration pause = tail.heard(db.ask(tail.next()));
      lost = false;
      return pause;
    } catch (RuntimeException failure) {
      if (!lost) {
        LOG.warn("the log of events is not heard now: {}", failure.toString());
      }
      lost = true;
      return Tail.POLL;
    }
  }

  @Override
  public void close() {
    tail.readBy(() -> {});
    wake.close();
    thread.interrupt();
  }
}
