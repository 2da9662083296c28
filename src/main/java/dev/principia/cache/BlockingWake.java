package dev.principia.cache;

import dev.principia.contract.Wake;
import dev.principia.guard.CircuitOpen;
import java.util.UUID;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.exceptions.JedisException;

/// What [ReactiveWake] does, for the blocking server: the calls of others come on a thread of its
/// own, and one's own are sent by whoever follows the log.
public final class BlockingWake implements Wake {
  private final String self = UUID.randomUUID().toString();
  private final BlockingRedis redis;
  private volatile boolean closed;
  private volatile JedisPubSub subscription = new Calls(() -> {});

  public BlockingWake(BlockingRedis redis) {
    this.redis = redis;
  }

  @Override
  public void others() {
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
    if (subscription.isSubscribed()) {
      subscription.unsubscribe();
    }
  }
}
