package dev.principia.event;

import dev.principia.contract.Call;
import dev.principia.contract.ReactiveHandler;
import dev.principia.contract.ReactiveSource;
import dev.principia.contract.Reply;
import dev.principia.db.ReactiveDb;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.time.Duration;
import java.util.Map;

/// Events by request, on the event loop: pages, long polls and streams. One per event loop.
public final class ReactiveEvents {
  private final Vertx vertx;
  private final ReactiveDb db;
  private final Followers followers;
  private final Duration longest;
  private final ReactiveTurns turns = new ReactiveTurns();

  /// @param longest that a poll may wait
  public ReactiveEvents(Vertx vertx, ReactiveDb db, Followers followers, Duration longest) {
    this.vertx = vertx;
    this.db = db;
    this.followers = followers;
    this.longest = longest;
  }

  public Map<String, ReactiveHandler> handlers() {
    return Map.of("listEvents", this::list, "streamEvents", this::stream);
  }

  private Future<Reply> list(Call call) {
    Wanted wanted = Wanted.page(call);
    Duration wait = EventReplies.wait(call, longest);
    if (!wait.isPositive()) {
      return read(call, wanted).map(batch -> EventReplies.page(call, batch));
    }
    return followers
        .open(Followers.Kind.POLL, call.caller(), wanted)
        .map(place -> poll(call, wanted, new Waiting(wait, place)))
        .orElseGet(() -> read(call, wanted).map(batch -> EventReplies.page(call, batch)));
  }

  /// The place was taken before the log is read, so nothing comes between the two unnoticed.
  private Future<Reply> poll(Call call, Wanted wanted, Waiting waiting) {
    return read(call, wanted)
        .compose(
            batch ->
                batch.events().isEmpty() && !batch.isFull()
                    ? waiting.over().compose(over -> read(call, wanted.after(batch.to())))
                    : Future.succeededFuture(batch))
        .onSuccess(waiting.place::sent)
        .map(batch -> EventReplies.waited(EventReplies.page(call, batch), waiting.wait))
        .onComplete(done -> waiting.end());
  }

  /// Until something may have happened, but not longer than somebody likes to wait. On the loop of
  /// whoever waits.
  private final class Waiting {
    private final Duration wait;
    private final Followers.Place place;
    private final Promise<Void> over = Promise.promise();
    private final long timer;

    Waiting(Duration wait, Followers.Place place) {
      Context context = vertx.getOrCreateContext();
      this.wait = wait;
      this.timer = vertx.setTimer(wait.toMillis(), now -> over.tryComplete());
      this.place = place.calling(() -> context.runOnContext(now -> over.tryComplete()));
    }

    Future<Void> over() {
      return place.holds() ? over.future() : Future.succeededFuture();
    }

    void end() {
      vertx.cancelTimer(timer);
      place.close();
    }
  }

  private Future<Reply> stream(Call call) {
    Wanted wanted = Wanted.stream(call);
    return start(call, wanted)
        .map(
            position ->
                EventReplies.stream(
                    (ReactiveSource) out -> follow(call, wanted.after(position), out)));
  }

  private Future<Void> follow(Call call, Wanted wanted, WriteStream<Buffer> out) {
    return Future.succeededFuture(wanted)
        .map(from -> followers.open(Followers.Kind.STREAM, call.caller(), from))
        .map(place -> place.orElseThrow(Followers::full))
        .compose(place -> new ReactiveEventStream(vertx, db, turns, place, wanted, out).follow());
  }

  private Future<Long> start(Call call, Wanted wanted) {
    return db.list(call, EventSql.end()).map(rows -> EventReplies.start(call, wanted, rows));
  }

  private Future<Batch> read(Call call, Wanted wanted) {
    return db.list(call, EventSql.visible(wanted))
        .map(
            rows ->
                EventReplies.checked(call, wanted, Batch.of(wanted.after(), wanted.limit(), rows)));
  }
}
