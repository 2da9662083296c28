package dev.principia.db;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.pubsub.PgSubscriber;

/// A connection of its own that hears what transactions have said at their commit (`NOTIFY`). A
/// lost connection is made again; what was said meanwhile is lost, so whoever listens looks for
/// itself from time to time.
public final class ReactiveChannel {
  private static final long RECONNECT_MILLIS = 250;

  private final PgSubscriber subscriber;
  private final String name;

  public ReactiveChannel(Vertx vertx, DbSettings settings, String name) {
    this.name = name;
    this.subscriber =
        PgSubscriber.subscriber(vertx, ReactivePool.connecting(settings))
            .reconnectPolicy(retries -> RECONNECT_MILLIS);
  }

  /// Calls on the context that asks, at each message and after each connect. Succeeds whether the
  /// database is there or not.
  public Future<Void> listen(Runnable heard) {
    subscriber.channel(name).subscribeHandler(on -> heard.run()).handler(message -> heard.run());
    return subscriber.connect().otherwiseEmpty();
  }

  public Future<Void> close() {
    return subscriber.close();
  }
}
