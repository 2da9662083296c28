package dev.principia.event;

import dev.principia.contract.BlockingHandler;
import dev.principia.contract.BlockingSource;
import dev.principia.contract.Call;
import dev.principia.contract.Reply;
import dev.principia.db.BlockingDb;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Events by request, on threads that wait: pages, long polls and streams. A stream and a waiting
/// poll hold their thread, so their places are fewer than the threads.
public final class BlockingEvents {
  private final BlockingDb db;
  private final Followers followers;
  private final Duration longest;

  /// @param longest that a poll may wait
  public BlockingEvents(BlockingDb db, Followers followers, Duration longest) {
    this.db = db;
    this.followers = followers;
    this.longest = longest;
  }

  public Map<String, BlockingHandler> handlers() {
    return Map.of("listEvents", this::list, "streamEvents", this::stream);
  }

  private Reply list(Call call) throws InterruptedException {
    Wanted wanted = Wanted.page(call);
    Duration wait = EventReplies.wait(call, longest);
    if (wait.isPositive()) {
      Optional<Followers.Place> place = followers.open(Followers.Kind.POLL, call.caller(), wanted);
      if (place.isPresent()) {
        return poll(call, wanted, wait, place.get());
      }
    }
    return EventReplies.page(call, read(call, wanted));
  }

  /// The place was taken before the log is read, so nothing comes between the two unnoticed.
  private Reply poll(Call call, Wanted wanted, Duration wait, Followers.Place mine)
      throws InterruptedException {
    Semaphore calls = new Semaphore(0);
    try (Followers.Place place = mine.calling(calls::release)) {
      Batch batch = read(call, wanted);
      if (batch.events().isEmpty() && !batch.isFull() && place.holds()) {
        var _ = calls.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS);
        batch = read(call, wanted.after(batch.to()));
      }
      place.sent(batch);
      return EventReplies.waited(EventReplies.page(call, batch), wait);
    }
  }

  private Reply stream(Call call) {
    Wanted wanted = Wanted.stream(call);
    long position = EventReplies.start(call, wanted, db.list(call, EventSql.end()));
    BlockingSource source =
        out -> {
          Followers.Place place =
              followers
                  .open(Followers.Kind.STREAM, call.caller(), wanted)
                  .orElseThrow(Followers::full);
          new BlockingEventStream(db, place, wanted.after(position), out).follow();
        };
    return EventReplies.stream(source);
  }

  private Batch read(Call call, Wanted wanted) {
    Batch batch = Batch.of(wanted.after(), wanted.limit(), db.list(call, EventSql.visible(wanted)));
    return EventReplies.checked(call, wanted, batch);
  }
}
