package dev.principia.live;

import dev.principia.metrics.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;

/// What is counted of the live feed. Any thread.
final class LiveFigures {
  private final Meters meters;
  private final Counter sent;
  private final Counter replayed;
  private final Counter coalesced;
  private final Counter dropped;
  private final Timer delay;

  LiveFigures(Meters meters) {
    this.meters = meters;
    this.sent = meters.feed().liveMessages("sent");
    this.replayed = meters.feed().liveMessages("replayed");
    this.coalesced = meters.feed().liveMessages("coalesced");
    this.dropped = meters.feed().liveMessages("dropped");
    this.delay = meters.feed().liveDelay();
  }

  void sent() {
    sent.increment();
  }

  void replayed(int messages) {
    replayed.increment(messages);
  }

  /// An event was handed to the loops of this process.
  void heard(Instant happened, Instant now) {
    Duration since = Duration.between(happened, now);
    delay.record(since.isNegative() ? Duration.ZERO : since);
  }

  /// Messages that a client did not take, and that are told from the log instead.
  void dropped(int messages) {
    dropped.increment(messages);
  }

  /// A connection has ended.
  ///
  /// @param why as metrics name it
  /// @param superfluous messages that later ones stood for
  /// @param lost messages that were not sent
  void closed(String why, int superfluous, int lost) {
    meters.feed().liveClosed(why).increment();
    coalesced.increment(superfluous);
    dropped.increment(lost);
  }
}
