package dev.principia.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.function.Supplier;

/// The meters of the log of events and of all who follow it: polls, streams, sockets. From any
/// thread.
public final class FeedMeters {
  private final MeterRegistry registry;

  FeedMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /// Open connections of the live feed: `live_connections{kind}`.
  public void liveConnections(String kind, Supplier<Number> open) {
    Gauge.builder("live.connections", open)
        .description("Open connections of the live feed, by kind")
        .tag("kind", kind)
        .register(registry);
  }

  /// Messages that wait because clients do not take them: `live_messages_waiting`.
  public void liveWaiting(Supplier<Number> waiting) {
    Gauge.builder("live.messages.waiting", waiting)
        .description("Messages that wait because clients do not take them")
        .register(registry);
  }

  /// What became of messages to clients: `live_messages_total{outcome}`: `sent`, of these
  /// `replayed`; `coalesced`, because a later one says the same; `dropped`, because a client did
  /// not take them: they are told from the log later, or to its next connection.
  public Counter liveMessages(String outcome) {
    return Counter.builder("live.messages")
        .description("Messages of the live feed, by what became of them")
        .tag("outcome", outcome)
        .register(registry);
  }

  /// Connections that have ended: `live_closed_total{reason}`.
  public Counter liveClosed(String reason) {
    return Counter.builder("live.closed")
        .description("Connections of the live feed that have ended, by reason")
        .tag("reason", reason)
        .register(registry);
  }

  /// From the append of an event until this process tells it: `live_delay_seconds`.
  public Timer liveDelay() {
    return Timer.builder("live.delay")
        .description("From the append of an event until it is told")
        .publishPercentiles(0.5, 0.99)
        .register(registry);
  }

  /// How far this process may be behind the log of events: `event_tail_lag_seconds`. It grows while
  /// the log is not heard, and while a slow transaction holds back events that are committed.
  public void eventLag(Supplier<Number> seconds) {
    Gauge.builder("event.tail.lag", seconds)
        .description("How far this process may be behind the log of events")
        .baseUnit("seconds")
        .register(registry);
  }

  /// Those who follow the log of events and wait: `event_followers{kind}`.
  public void followers(String kind, Supplier<Number> open) {
    Gauge.builder("event.followers", open)
        .description("Open event streams and waiting polls, by kind")
        .tag("kind", kind)
        .register(registry);
  }

  /// Events on their way to a follower: `event_delivery_seconds{kind}`, from when they were
  /// appended to when they are sent; its count is how many were sent.
  public Timer eventDelivery(String kind) {
    return Timer.builder("event.delivery")
        .description("From the append of an event to when it is sent to a follower")
        .tag("kind", kind)
        .publishPercentiles(0.5, 0.99)
        .register(registry);
  }
}
