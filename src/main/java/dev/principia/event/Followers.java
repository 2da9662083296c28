package dev.principia.event;

import dev.principia.contract.Caller;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import dev.principia.contract.Standing;
import dev.principia.metrics.Meters;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/// Who waits in this process for events of the log: as many as may, and not too many of one
/// account. Any thread.
public final class Followers implements Tail.Listener {
  private static final Duration COME_BACK = Duration.ofSeconds(5);

  private final Set<Place> places = ConcurrentHashMap.newKeySet();
  private final Map<UUID, Integer> accounts = new ConcurrentHashMap<>();
  private final int most;
  private final int mostOfOne;
  private final Duration heartbeat;
  private final Standing standing;
  private final Clock clock;
  private final Timer streamed;
  private final Timer polled;
  private volatile boolean closing;

  /// How somebody waits.
  enum Kind {
    STREAM("sse"),
    POLL("long-poll");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  /// @param most places in all
  /// @param mostOfOne places of one account
  /// @param heartbeat the longest silence of a stream
  public Followers(
      int most, int mostOfOne, Duration heartbeat, Standing standing, Clock clock, Meters meters) {
    this.most = most;
    this.mostOfOne = mostOfOne;
    this.heartbeat = heartbeat;
    this.standing = standing;
    this.clock = clock;
    this.streamed = meters.feed().eventDelivery(Kind.STREAM.word);
    this.polled = meters.feed().eventDelivery(Kind.POLL.word);
    for (Kind kind : Kind.values()) {
      meters.feed().followers(kind.word, () -> places.stream().filter(p -> p.kind == kind).count());
    }
  }

  /// Somebody's place, until it is closed.
  final class Place implements AutoCloseable {
    private final Kind kind;
    private final Caller caller;
    private final Wanted wanted;
    private volatile Runnable call = () -> {};
    private volatile Runnable abandon = () -> {};

    private Place(Kind kind, Caller caller, Wanted wanted) {
      this.kind = kind;
      this.caller = caller;
      this.wanted = wanted;
    }

    /// Whoever has it has to look once afterwards: a call before this is not heard.
    ///
    /// @param called is run when there may be something, and when the place no longer holds
    Place calling(Runnable called) {
      call = called;
      return this;
    }

    /// @param abandoned is run when whoever has it was called to go, and has not gone
    Place abandoning(Runnable abandoned) {
      abandon = abandoned;
      return this;
    }

    /// In milliseconds.
    long heartbeat() {
      return heartbeat.toMillis();
    }

    /// False when whoever has it must go: it may no longer be here, or the process ends.
    boolean holds() {
      return !closing && standing.holds(caller);
    }

    /// These are sent now.
    void sent(Batch batch) {
      Timer timer = kind == Kind.STREAM ? streamed : polled;
      for (LoggedEvent event : batch.events()) {
        Duration delay = Duration.between(event.at(), clock.instant());
        timer.record(delay.isNegative() ? Duration.ZERO : delay);
      }
    }

    @Override
    public void close() {
      if (places.remove(this)) {
        accounts.computeIfPresent(caller.id(), (id, count) -> count == 1 ? null : count - 1);
      }
    }
  }

  /// A place to wait in; none when there is no room.
  Optional<Place> open(Kind kind, Caller caller, Wanted wanted) {
    if (closing || places.size() >= most) {
      return Optional.empty();
    }
    if (accounts.merge(caller.id(), 1, Integer::sum) > mostOfOne) {
      accounts.merge(caller.id(), -1, Integer::sum);
      throw Problem.later(
          ProblemType.TOO_MANY_REQUESTS, "The account has too many open streams.", COME_BACK);
    }
    Place place = new Place(kind, caller, wanted);
    places.add(place);
    return Optional.of(place);
  }

  /// What is told where there is no room.
  public static Problem full() {
    Duration later = COME_BACK.plusSeconds(ThreadLocalRandom.current().nextInt(10));
    return Problem.later(ProblemType.OVERLOADED, "There is no room for another stream.", later);
  }

  @Override
  public void heard(Batch batch) {
    for (Place place : places) {
      if (!place.holds() || batch.events().stream().anyMatch(place.wanted::mayBe)) {
        place.call.run();
      }
    }
  }

  /// How many there are.
  public int open() {
    return places.size();
  }

  /// Everybody has to go now, and nobody comes any more.
  public void close() {
    closing = true;
    places.forEach(place -> place.call.run());
  }

  /// Whoever has not gone is let go.
  public void abandon() {
    places.forEach(place -> place.abandon.run());
  }
}
