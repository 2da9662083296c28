package dev.principia.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// How long the next try has to wait after tries that failed: the first five follow each other
/// freely, then the wait is a second and doubles up to five minutes. A try counts as failed until
/// it succeeds, so that many at once are no way around it; one that has to wait does not count.
///
/// Each process keeps its own: with several, a guesser has as many tries as there are processes.
/// Safe for all threads.
final class SignInDelays {
  static final int FREE = 5;
  static final Duration LONGEST = Duration.ofMinutes(5);

  /// After this long without a try all is forgiven.
  static final Duration FORGOTTEN = Duration.ofMinutes(15);

  private static final int MOST = 20_000;
  private static final int DOUBLINGS = 10;

  private final Map<String, Tries> tries = new ConcurrentHashMap<>();
  private final Clock clock;

  SignInDelays(Clock clock) {
    this.clock = clock;
  }

  /// What was tried, and did not succeed so far.
  ///
  /// @param last when the last try began
  /// @param refused how long the one that was just asked for has to wait, if it has
  private record Tries(int failed, Instant last, Optional<Duration> refused) {
    Tries next(Instant now) {
      Instant free = last.plus(delay());
      return now.isBefore(free)
          ? new Tries(failed, last, Optional.of(Duration.between(now, free)))
          : new Tries(failed + 1, now, Optional.empty());
    }

    private Duration delay() {
      if (failed < FREE) {
        return Duration.ZERO;
      }
      Duration doubled = Duration.ofSeconds(1L << Math.min(failed - FREE, DOUBLINGS));
      return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }

    boolean isOver(Instant now) {
      return !now.isBefore(last.plus(FORGOTTEN));
    }
  }

  /// Begins a try, unless it has to wait: then for how long, and nothing has begun.
  Optional<Duration> begin(String who) {
    Instant now = clock.instant();
    makeRoom(now);
    return tries
        .compute(
            who,
            (name, before) ->
                before == null || before.isOver(now)
                    ? new Tries(1, now, Optional.empty())
                    : before.next(now))
        .refused();
  }

  void succeeded(String who) {
    tries.remove(who);
  }

  /// Many can only be here when many addresses fail; rather all of them begin anew than the memory
  /// ends.
  private void makeRoom(Instant now) {
    if (tries.size() >= MOST) {
      tries.values().removeIf(each -> each.isOver(now));
    }
    if (tries.size() >= MOST) {
      tries.clear();
    }
  }
}
