package dev.principia.cache;

import dev.principia.contract.Call;
import dev.principia.contract.Reply;
import dev.principia.guard.CircuitOpen;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import redis.clients.jedis.exceptions.JedisException;

/// The caches for threads that may wait: this process, then Redis, then the database.
public final class BlockingCache {
  private final Caches caches;
  private final Optional<BlockingRedis> redis;

  private BlockingCache(Caches caches, Optional<BlockingRedis> redis) {
    this.caches = caches;
    this.redis = redis;
  }

  public static BlockingCache of(Caches caches, BlockingRedis redis) {
    return new BlockingCache(caches, Optional.of(redis));
  }

  /// For hosts whose threads must not wait for each other: nothing is kept.
  public static BlockingCache none() {
    return new BlockingCache(new Caches(new Changes(), false, 0), Optional.empty());
  }

  /// The answer to a call that anybody may make.
  ///
  /// @param load asks the database what this caller may read
  /// @throws dev.principia.contract.Problem when there is nothing
  public Reply reply(Call call, CacheKey key, Supplier<Optional<Kept>> load)
      throws InterruptedException {
    Optional<Reply> kept = caches.find(call.caller(), key);
    if (kept.isPresent()) {
      return kept.get();
    }
    boolean signedIn = call.caller().account().isPresent();
    return caches.reply(
        call.caller(),
        signedIn || !caches.isOn()
            ? load(key, load, caches.changes().now(), signedIn)
            : join(key, load));
  }

  private Caches.Landed load(
      CacheKey key, Supplier<Optional<Kept>> load, long begun, boolean signedIn) {
    return caches.loaded(key, load.get(), begun, signedIn);
  }

  private Caches.Landed join(CacheKey key, Supplier<Optional<Kept>> load)
      throws InterruptedException {
    Caches.Ticket ticket = caches.join(key);
    Caches.Flight flight = ticket.flight();
    return ticket.mine() ? fly(key, load, flight) : waitFor(flight);
  }

  private static Caches.Landed waitFor(Caches.Flight flight) throws InterruptedException {
    try {
      return new Caches.Landed(flight.landing().get().kept(), CacheHeaders.COLLAPSED);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException told ? told : new IllegalStateException(e);
    }
  }

  private Caches.Landed fly(CacheKey key, Supplier<Optional<Kept>> load, Caches.Flight flight)
      throws InterruptedException {
    try {
      Caches.Landed landed = landed(key, load, flight.begun());
      flight.landing().complete(landed);
      return landed;
    } catch (Throwable failure) {
      flight.landing().completeExceptionally(failure);
      throw failure;
    }
  }

  /// One instance asks the database; the others look whether its answer is there, for a while.
  private Caches.Landed landed(CacheKey key, Supplier<Optional<Kept>> load, long begun)
      throws InterruptedException {
    for (int looks = ReactiveCache.LOOKS; usesRedis(); looks--) {
      var found = fromRedis(key).flatMap(each -> caches.shared(key, each, begun));
      if (found.isPresent()) {
        return found.get();
      }
      if (looks == 0 || leased(key)) {
        return loadForAll(key, load, begun);
      }
      Thread.sleep(ReactiveCache.LOOK_MILLIS);
    }
    return load(key, load, begun, false);
  }

  /// Leaves the answer for other instances, too.
  private Caches.Landed loadForAll(CacheKey key, Supplier<Optional<Kept>> load, long begun) {
    long position = caches.changes().position();
    try {
      Caches.Landed landed = load(key, load, begun, false);
      leave(key, landed.kept().filter(Kept::shared), position);
      return landed;
    } catch (RuntimeException failure) {
      leave(key, Optional.empty(), position);
      throw failure;
    }
  }

  private void leave(CacheKey key, Optional<Kept> kept, long position) {
    asked(
        some -> {
          kept.ifPresentOrElse(
              found ->
                  some.put(key.inRedis(), new SharedEntry(found, position).encoded().getBytes()),
              () -> some.release(key.inRedis()));
          return true;
        },
        true);
  }

  private Optional<SharedEntry> fromRedis(CacheKey key) {
    return asked(some -> some.get(key.inRedis()), Optional.<byte[]>empty())
        .flatMap(SharedEntry::decoded);
  }

  private boolean leased(CacheKey key) {
    return asked(some -> some.lease(key.inRedis()), true);
  }

  private boolean usesRedis() {
    return redis.isPresent() && caches.changes().isTrusted();
  }

  /// Without Redis everything is answered, and only slower.
  private <T> T asked(Function<BlockingRedis, T> question, T otherwise) {
    try {
      return question.apply(redis.orElseThrow());
    } catch (JedisException | CircuitOpen lost) {
      return otherwise;
    }
  }
}
