package dev.principia.event;

import dev.principia.contract.Problem;
import dev.principia.db.BlockingDb;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// One open stream, on its thread, which waits for events and for the client. It holds no
/// connection of the database meanwhile. Rights are asked anew with every reading.
final class BlockingEventStream {
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final BlockingDb db;
  private final Followers.Place place;
  private final OutputStream out;
  private final Semaphore calls = new Semaphore(1);
  private Wanted wanted;

  /// @param place is closed with the stream
  /// @param wanted from where on, too
  BlockingEventStream(BlockingDb db, Followers.Place place, Wanted wanted, OutputStream out) {
    this.db = db;
    this.place = place;
    this.wanted = wanted;
    this.out = out;
  }

  /// Returns when it has ended in order.
  ///
  /// @throws IOException when nobody takes it any more
  void follow() throws IOException {
    try (Followers.Place mine =
        place.calling(calls::release).abandoning(Thread.currentThread()::interrupt)) {
      send(EventReplies.hello(wanted.after()).getBytes());
      while (mine.holds() && goOn()) {
        out.flush();
      }
      send(EventReplies.goodbye().getBytes());
    } catch (InterruptedException e) {
      throw new IOException("the stream was let go", e);
    }
  }

  /// Waits for a call, and sends what there is; false when the client has missed something.
  private boolean goOn() throws IOException, InterruptedException {
    if (!calls.tryAcquire(place.heartbeat(), TimeUnit.MILLISECONDS)) {
      out.write(EventReplies.BEAT.getBytes());
      return true;
    }
    calls.drainPermits();
    try {
      Batch batch = Batch.of(wanted.after(), wanted.limit(), db.ask(EventSql.visible(wanted)));
      return !batch.isExpired() && sent(batch);
    } catch (Problem failure) {
      // The database cannot be asked now: the stream stays, and tries again.
      Thread.sleep(AGAIN);
      calls.release();
      return true;
    }
  }

  private boolean sent(Batch batch) throws IOException {
    wanted = wanted.after(batch.to());
    if (batch.isFull()) {
      calls.release();
    }
    if (!batch.events().isEmpty() && place.holds()) {
      place.sent(batch);
      out.write(EventReplies.lines(batch, wanted.account()).getBytes());
    }
    return true;
  }

  private void send(byte[] lines) throws IOException {
    out.write(lines);
    out.flush();
  }
}
