package dev.principia.event;

import dev.principia.contract.Wake;
import dev.principia.db.ReactiveDb;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the log for this process, on one event loop, one statement at a time.
public final class TailVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(TailVerticle.class);
  private static final int PATIENCE_SECONDS = 10;

  private final ReactiveDb db;
  private final Tail tail;
  private final Wake wake;
  private long timer = -1;
  private long asked = System.nanoTime();
  private boolean reading;
  private boolean again;
  private boolean lost;
  private boolean stopped;

  /// @param wake tells other processes of commits, and hears of theirs
  public TailVerticle(ReactiveDb db, Tail tail, Wake wake) {
    this.db = db;
    this.tail = tail;
    this.wake = wake;
  }

  /// Succeeds when it is known where the log ends.
  @Override
  public Future<?> start() {
    tail.readBy(() -> context.runOnContext(call -> called()));
    wake.listen(() -> context.runOnContext(call -> readSoon()));
    return db.ask(tail.next()).map(tail::heard).onSuccess(this::readAfter);
  }

  @Override
  public Future<?> stop() {
    stopped = true;
    tail.readBy(() -> {});
    wake.close();
    vertx.cancelTimer(timer);
    return Future.succeededFuture();
  }

  private void called() {
    if (tail.isCalled()) {
      wake.others();
    }
    readSoon();
  }

  private void readSoon() {
    if (reading) {
      again = true;
      return;
    }
    readAfter(Tail.GAP.minusNanos(System.nanoTime() - asked));
  }

  private void readAfter(Duration pause) {
    vertx.cancelTimer(timer);
    if (stopped) {
      return;
    }
    if (pause.toMillis() > 0) {
      timer = vertx.setTimer(pause.toMillis(), over -> read());
    } else {
      read();
    }
  }

  private void read() {
    if (reading) {
      return;
    }
    reading = true;
    again = false;
    asked = System.nanoTime();
    db.ask(tail.next())
        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .map(tail::heard)
        .onSuccess(told -> lost = false)
        .otherwise(this::unheard)
        .onSuccess(
            pause -> {
              reading = false;
              readAfter(again && pause.compareTo(Tail.GAP) > 0 ? Tail.GAP : pause);
            });
  }

  private Duration unheard(Throwable failure) {
    if (!lost) {
      LOG.warn("the log of events is not heard now: {}", failure.toString());
    }
    lost = true;
    return Tail.POLL;
  }
}
