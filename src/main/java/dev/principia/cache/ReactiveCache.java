package dev.principia.cache;

import dev.principia.contract.Call;
import dev.principia.contract.Reply;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The caches for an event loop: this process, then Redis, then the database.
public final class ReactiveCache {
  /// How often somebody who waits for another instance looks: for as long as that may have a lease.
  static final int LOOKS = 100;

  static final long LOOK_MILLIS = 20;

  private final Vertx vertx;
  private final Caches caches;
  private final ReactiveRedis redis;

  public ReactiveCache(Vertx vertx, Caches caches, ReactiveRedis redis) {
    this.vertx = vertx;
    this.caches = caches;
    this.redis = redis;
  }

  /// The answer to a call that anybody may make.
  ///
  /// @param load asks the database what this caller may read
  /// @throws dev.principia.contract.Problem when it is known that there is nothing
  public Future<Reply> reply(Call call, CacheKey key, Supplier<Future<Optional<Kept>>> load) {
    Optional<Reply> kept = caches.find(call.caller(), key);
    if (kept.isPresent()) {
      return Future.succeededFuture(kept.get());
    }
    boolean signedIn = call.caller().account().isPresent();
    Future<Caches.Landed> landed =
        signedIn || !caches.isOn()
            ? load(key, load, caches.changes().now(), signedIn)
            : join(key, load);
    return landed.map(found -> caches.reply(call.caller(), found));
  }

  private Future<Caches.Landed> load(
      CacheKey key, Supplier<Future<Optional<Kept>>> load, long begun, boolean signedIn) {
    return load.get().map(kept -> caches.loaded(key, kept, begun, signedIn));
  }

  /// What lands on another event loop is heard of on one's own.
  private Future<Caches.Landed> join(CacheKey key, Supplier<Future<Optional<Kept>>> load) {
    Caches.Ticket ticket = caches.join(key);
    var landing = ticket.flight().landing();
    if (!ticket.mine()) {
      return Future.fromCompletionStage(landing, vertx.getOrCreateContext())
          .map(landed -> new Caches.Landed(landed.kept(), CacheHeaders.COLLAPSED));
    }
    return fly(key, load, ticket.flight().begun(), LOOKS)
        .onSuccess(landing::complete)
        .onFailure(landing::completeExceptionally);
  }

  private Future<Caches.Landed> fly(
      CacheKey key, Supplier<Future<Optional<Kept>>> load, long begun, int looks) {
    if (!usesRedis()) {
      return load(key, load, begun, false);
    }
    Context context = vertx.getOrCreateContext();
    return on(context, tried(redis.get(key.inRedis()), Optional.<byte[]>empty()))
        .compose(
            bytes ->
                bytes
                    .flatMap(SharedEntry::decoded)
                    .flatMap(found -> caches.shared(key, found, begun))
                    .map(Future::succeededFuture)
                    .orElseGet(() -> leased(context, key, load, begun, looks)));
  }

  /// One instance asks the database; the others look whether its answer is there, for a while.
  private Future<Caches.Landed> leased(
      Context context, CacheKey key, Supplier<Future<Optional<Kept>>> load, long begun, int looks) {
    return on(context, tried(redis.lease(key.inRedis()), true))
        .compose(
            mine ->
                mine || looks == 0
                    ? loadForAll(key, load, begun)
                    : vertx
                        .timer(LOOK_MILLIS, TimeUnit.MILLISECONDS)
                        .compose(over -> fly(key, load, begun, looks - 1)));
  }

  /// Leaves the answer for other instances, too; nobody waits for that.
  private Future<Caches.Landed> loadForAll(
      CacheKey key, Supplier<Future<Optional<Kept>>> load, long begun) {
    long position = caches.changes().position();
    return load(key, load, begun, false)
        .onSuccess(landed -> leave(key, landed.kept().filter(Kept::shared), position))
        .onFailure(failure -> leave(key, Optional.empty(), position));
  }

  private void leave(CacheKey key, Optional<Kept> kept, long position) {
    var _ =
        kept.map(found -> redis.put(key.inRedis(), new SharedEntry(found, position).encoded()))
            .orElseGet(() -> redis.release(key.inRedis()));
  }

  private boolean usesRedis() {
    return caches.isOn() && caches.changes().isTrusted();
  }

  /// Without Redis everything is answered, and only slower.
  private static <T> Future<T> tried(Future<T> asked, T otherwise) {
    return asked.otherwise(otherwise);
  }

  private static <T> Future<T> on(Context context, Future<T> future) {
    return Future.fromCompletionStage(future.toCompletionStage(), context);
  }
}
