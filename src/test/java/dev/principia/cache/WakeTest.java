package dev.principia.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.principia.Services;
import dev.principia.Until;
import dev.principia.contract.Wake;
import dev.principia.guard.Guard;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Processes call each other through Redis, whichever server they are.
final class WakeTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  @Test
  void eachCallsTheOtherAndNotItself() {
    Vertx vertx = Vertx.vertx();
    String url = Services.shared().redisUrl();
    ReactiveRedis one = new ReactiveRedis(vertx, url, new Guard("redis"));
    try (BlockingRedis two = new BlockingRedis(url, new Guard("redis"));
        BlockingWake there = new BlockingWake(two)) {
      Wake here = new ReactiveWake(vertx, one);
      AtomicInteger hereCalled = new AtomicInteger();
      AtomicInteger thereCalled = new AtomicInteger();
      here.listen(hereCalled::incrementAndGet);
      there.listen(thereCalled::incrementAndGet);
      Until.within(SOON, "a call from here", () -> called(here, thereCalled));
      int own = hereCalled.get();
      Until.within(SOON, "a call from there", () -> called(there, hereCalled));
      assertEquals(0, own, "called itself");
    } finally {
      vertx.close().await();
    }
  }

  /// Calls until one has arrived: subscribing takes its time.
  private static boolean called(Wake caller, AtomicInteger calls) {
    int before = calls.get();
    caller.others();
    return before > 0;
  }
}
