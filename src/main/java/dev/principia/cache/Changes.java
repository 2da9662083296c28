package dev.principia.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.principia.contract.Committed;
import dev.principia.contract.Event;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Which courses have changed lately: what decides whether a cached answer still holds. Nothing is
/// removed from caches by a change; an answer is asked for its version when it is wanted, so an old
/// row that a slow reader stores late is refused like any other.
///
/// This process's own commits are known at once, those of others from the log of events, which this
/// process follows. Any thread.
public final class Changes implements Committed {
  /// Longer than any answer is kept.
  private static final Duration MEMORY = Duration.ofMinutes(30);

  /// A process that has not seen the log for so long does not trust what it keeps.
  private static final long DEAF_NANOS = Duration.ofSeconds(2).toNanos();

  /// The version of a course that was changed, and nobody here knows yet to what.
  private static final long UNKNOWN = Long.MAX_VALUE;

  private final Cache<String, Change> recent =
      Caffeine.newBuilder().expireAfterWrite(MEMORY).build();
  private volatile long position = -1;
  private volatile long beginning = Long.MAX_VALUE;
  private volatile long number;
  private volatile long heard = System.nanoTime() - 2 * DEAF_NANOS;

  /// @param number when it was learned; answers that were begun to be made earlier may be old
  /// @param floor the least version that is not old
  /// @param own how many of our own commits the log has not told yet
  private record Change(long number, long floor, int own) {
    static final Change NONE = new Change(0, 0, 0);
  }

  /// An event of a course as the log tells it.
  ///
  /// @param version the course's version now, at least as high as after the event; none when the
  ///   course is gone
  public record Seen(UUID course, String slug, Optional<Long> version) {}

  /// What has to be remembered when an answer begins to be made, or the log is asked.
  public long now() {
    return number;
  }

  /// Whether a change of the course is known since then.
  boolean isSame(String subject, long begun) {
    Change change = recent.getIfPresent(subject);
    return change == null || change.number() <= begun;
  }

  /// Whether an answer of this version, begun to be made at this time, is the newest known.
  boolean isNewest(UUID course, long version, long begun) {
    Change change = recent.getIfPresent(course.toString());
    return change == null
        || (change.floor() == UNKNOWN ? change.number() <= begun : change.floor() <= version);
  }

  /// Whether a version from outside this process is the newest known.
  boolean isNewest(UUID course, long version) {
    return isNewest(course, version, -1);
  }

  /// Whether this process knows what others have changed.
  boolean isTrusted() {
    return System.nanoTime() - heard < DEAF_NANOS;
  }

  /// The position in the log before which everything in it is known here.
  long position() {
    return position;
  }

  /// The position at which this process began to listen.
  long beginning() {
    return beginning;
  }

  @Override
  public void committed(List<Event> events) {
    for (Event event : events) {
      if (event.type().word().startsWith("course.")) {
        event.course().map(UUID::toString).ifPresent(this::changed);
        Optional.ofNullable(event.data().getJsonObject("course"))
            .map((JsonObject course) -> course.getString("slug"))
            .ifPresent(this::changed);
      }
    }
  }

  private synchronized void changed(String subject) {
    Change known = recent.getIfPresent(subject);
    long next = number + 1;
    recent.put(subject, new Change(next, UNKNOWN, known == null ? 1 : known.own() + 1));
    number = next;
  }

  /// What the log has told.
  ///
  /// @param asked [#now] before it was asked
  /// @param end up to where everything was told now
  public synchronized void heard(long asked, long end, List<Seen> rows) {
    if (position < 0) {
      begin(end);
    }
    for (Seen row : rows) {
      told(row.course().toString(), asked, row.version().orElse(UNKNOWN));
      told(row.slug(), asked, UNKNOWN);
    }
    position = end;
    heard = System.nanoTime();
  }

  /// What was committed here before is not told any more.
  private void begin(long end) {
    recent.asMap().replaceAll((subject, known) -> new Change(known.number(), known.floor(), 0));
    beginning = end;
  }

  /// A commit of our own, made after the log was asked, may be newer than what the log said. One
  /// that was known already is only confirmed: what was made since then still holds.
  private void told(String subject, long asked, long version) {
    Change known = Optional.ofNullable(recent.getIfPresent(subject)).orElse(Change.NONE);
    boolean overtaken = known.number() > asked;
    long floor = overtaken ? UNKNOWN : version;
    if (known.own() == 0 || overtaken) {
      long next = number + 1;
      recent.put(subject, new Change(next, floor, Math.max(0, known.own() - 1)));
      number = next;
    } else {
      recent.put(subject, new Change(known.number(), floor, known.own() - 1));
    }
  }
}
