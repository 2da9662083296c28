package dev.principia;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/// Fresh accounts of the shared servers, made while the test before is running: two passwords are
/// hashed for each, and most tests leave a processor idle. Nobody gets one that was another's.
final class People {
  private static final int AHEAD = 3;

  /// Some things want a sign-in of the last minutes.
  private static final Duration FRESH = Duration.ofMinutes(1);

  /// One after the other, so that their ids are in the order in which they are given out.
  private static final Executor MAKER =
      Executors.newSingleThreadExecutor(
          work -> Thread.ofPlatform().daemon().name("people").unstarted(work));

  private static final Map<String, BlockingQueue<CompletableFuture<Made>>> READY =
      new ConcurrentHashMap<>();

  private record Made(Person person, Instant at) {}

  private People() {}

  static Person next(Api api) {
    BlockingQueue<CompletableFuture<Made>> ready =
        READY.computeIfAbsent(api.url(), first -> new LinkedBlockingQueue<>());
    while (ready.size() <= AHEAD) {
      ready.add(CompletableFuture.supplyAsync(() -> made(api), MAKER));
    }
    Made made = ready.remove().join();
    return made.at().isAfter(Instant.now().minus(FRESH)) ? made.person() : Person.made(api);
  }

  private static Made made(Api api) {
    return new Made(Person.made(api), Instant.now());
  }
}
