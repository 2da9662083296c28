package dev.principia.event;

import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import dev.principia.db.ReactiveDb;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.List;

/// One open stream, on its event loop. What it sends it reads from the log when it is called, and
/// nothing more while the client has not taken the last piece: a slow reader costs one piece, and
/// reads on where it was. Rights are asked anew with every reading.
final class ReactiveEventStream {
  private static final int AGAIN_MILLIS = 1_000;

  private final Vertx vertx;
  private final ReactiveDb db;
  private final ReactiveTurns turns;
  private final Followers.Place place;
  private final WriteStream<Buffer> out;
  private final Promise<Void> done = Promise.promise();
  private Wanted wanted;
  private boolean called = true;
  private boolean reading;
  private boolean writing;
  private boolean ending;

  /// @param wanted from where on, too
  ReactiveEventStream(
      Vertx vertx,
      ReactiveDb db,
      ReactiveTurns turns,
      Followers.Place place,
      Wanted wanted,
      WriteStream<Buffer> out) {
    this.vertx = vertx;
    this.db = db;
    this.turns = turns;
    this.place = place;
    this.wanted = wanted;
    this.out = out;
  }

  /// Completes when it has ended in order, and fails when nobody takes it any more.
  Future<Void> follow() {
    Context context = vertx.getOrCreateContext();
    place.calling(() -> context.runOnContext(now -> called()));
    out.exceptionHandler(done::tryFail);
    long beats = vertx.setPeriodic(place.heartbeat(), beat -> beat());
    write(EventReplies.hello(wanted.after()));
    return done.future()
        .onComplete(
            over -> {
              vertx.cancelTimer(beats);
              place.close();
            });
  }

  private void called() {
    called = true;
    goOn();
  }

  private void beat() {
    if (!writing && place.holds()) {
      write(EventReplies.BEAT);
    }
    goOn();
  }

  private void goOn() {
    if (!place.holds()) {
      end();
    } else if (called && !reading && !writing && !done.future().isComplete()) {
      called = false;
      reading = true;
      turns.take(() -> db.ask(EventSql.visible(wanted))).onComplete(this::read, this::unread);
    }
  }

  private void read(List<LogRow> rows) {
    reading = false;
    if (done.future().isComplete()) {
      return;
    }
    Batch batch = Batch.of(wanted.after(), wanted.limit(), rows);
    if (batch.isExpired()) {
      end();
      return;
    }
    wanted = wanted.after(batch.to());
    called |= batch.isFull();
    if (batch.events().isEmpty() || !place.holds()) {
      goOn();
    } else {
      place.sent(batch);
      write(EventReplies.lines(batch, wanted.account()));
    }
  }

  /// The database cannot be asked now: the stream stays, and tries again.
  private void unread(Throwable failure) {
    reading = false;
    vertx.setTimer(AGAIN_MILLIS, again -> called());
  }

  private void write(Buffer piece) {
    writing = true;
    out.write(piece)
        .onComplete(
            taken -> {
              writing = false;
              goOn();
            },
            done::tryFail);
  }

  /// Says goodbye to whoever listens; whoever has not even taken the last piece is cut off.
  private void end() {
    if (writing) {
      done.tryFail(Problem.of(ProblemType.OVERLOADED, "The client has not taken what was sent."));
    } else if (!ending) {
      ending = true;
      out.write(EventReplies.goodbye()).onComplete(said -> done.tryComplete(), done::tryFail);
    }
  }
}
