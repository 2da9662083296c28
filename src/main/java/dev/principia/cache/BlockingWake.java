package dev.principia.cache;

import dev.principia.contract.Wake;
import dev.principia.guard.CircuitOpen;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.exceptions.JedisException;

/// What [ReactiveWake] does, for the blocking server: the calls of others come on a thread of its
/// own, and one's own are sent by whoever follows the log.
public final class BlockingWake implements Wake {
  private final String self = UUID.randomUUID().toString();
  private final ExecutorService sender =
      Executors.newSingleThreadExecutor(
          work -> Thread.ofPlatform().daemon().name("wake-calls").unstarted(work));
  private final AtomicBoolean waits = new AtomicBoolean();
  private final BlockingRedis redis;
  private volatile boolean closed;
  private volatile JedisPubSub subscription = new Calls(() -> {});

  public BlockingWake(BlockingRedis redis) {
    this.redis = redis;
  }

  /// Whoever follows the log must not wait for Redis: a call that waits to be sent is enough for
  /// all.
  @Override
  public void others() {
    if (waits.compareAndSet(false, true)) {
      sender.execute(this::send);
    }
  }

  private void send() {
    waits.set(false);
    try {
      redis.publish(ReactiveWake.CHANNEL, self);
    } catch (JedisException | CircuitOpen lost) {
      // They look at the log by themselves, a little later.
    }
  }

  @Override
  public void listen(Runnable called) {
    subscription = new Calls(called);
    Thread.ofPlatform().daemon().name("wake").start(this::follow);
  }

  private void follow() {
    try {
      while (!closed) {
        try {
          redis.subscribe(subscription, ReactiveWake.CHANNEL);
        } catch (JedisException lost) {
          Thread.sleep(ReactiveWake.AGAIN);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Calls extends JedisPubSub {
    private final Runnable called;

    Calls(Runnable called) {
      this.called = called;
    }

    @Override
    public void onMessage(String channel, String caller) {
      if (!caller.equals(self)) {
        called.run();
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    sender.shutdown();
    if (subscription.isSubscribed()) {
      subscription.unsubscribe();
    }
  }
}
