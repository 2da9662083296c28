package dev.principia.cache;

import dev.principia.contract.Caller;
import dev.principia.contract.Problem;
import dev.principia.contract.Reply;
import dev.principia.metrics.Meters;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// The caches of one process and their rules, the same for both flows: who may get what is kept,
/// what is kept, and that one of many who miss at once asks the database. Any thread.
public final class Caches {
  private final Changes changes;
  private final boolean on;
  private final Map<CacheName, LocalCache> local = new EnumMap<>(CacheName.class);
  private final Map<CacheKey, Flight> flights = new ConcurrentHashMap<>();

  /// @param on whether anything is kept at all
  /// @param bytes the most that all of them keep together, roughly
  public Caches(Changes changes, boolean on, long bytes) {
    this.changes = changes;
    this.on = on;
    for (CacheName name : CacheName.values()) {
      local.put(name, new LocalCache(changes, bytes / CacheName.values().length));
    }
  }

  /// Somebody is asking for it.
  ///
  /// @param begun [Changes#now] before
  record Flight(long begun, CompletableFuture<Landed> landing) {}

  /// @param status what became of it in the caches
  record Landed(Optional<Kept> kept, String status) {}

  /// @param mine whether the caller has to fly it
  record Ticket(Flight flight, boolean mine) {}

  boolean isOn() {
    return on;
  }

  Changes changes() {
    return changes;
  }

  LocalCache of(CacheKey key) {
    return Objects.requireNonNull(local.get(key.name()));
  }

  /// The answer that is kept for this caller. That there is nothing is known of anonymous callers
  /// only: others may see more.
  ///
  /// @throws Problem [Problem#notFound] when it is known that there is nothing
  Optional<Reply> find(Caller caller, CacheKey key) {
    boolean signedIn = caller.account().isPresent();
    Optional<Entry> entry = on ? of(key).find(key) : Optional.empty();
    if (entry.isPresent() && entry.get().kept().isEmpty() && !signedIn) {
      throw Problem.notFound().with("Cache-Status", CacheHeaders.HIT);
    }
    return entry.flatMap(signedIn ? Entry::signedIn : Entry::anonymous);
  }

  /// The flight that a caller who missed may wait for, or has to make. Nobody joins one that began
  /// before a change.
  Ticket join(CacheKey key) {
    Flight mine = new Flight(changes.now(), new CompletableFuture<>());
    Flight flight =
        flights.compute(key, (same, known) -> known == null || isOld(key, known) ? mine : known);
    if (flight.equals(mine)) {
      var _ = mine.landing().whenComplete((landed, failure) -> flights.remove(key, mine));
    }
    return new Ticket(flight, flight.equals(mine));
  }

  private boolean isOld(CacheKey key, Flight flight) {
    return !changes.isSame(key.course(), flight.begun());
  }

  /// The database has answered. What only some may read is not kept.
  Landed loaded(CacheKey key, Optional<Kept> kept, long begun, boolean signedIn) {
    of(key).missed(false);
    boolean stored = on && (kept.isPresent() ? kept.get().shared() : !signedIn);
    if (stored) {
      of(key).put(key, kept, begun);
    }
    return new Landed(kept, stored ? CacheHeaders.STORED : CacheHeaders.PASSED);
  }

  /// Another instance's answer, when it is the newest that anybody here knows of.
  Optional<Landed> shared(CacheKey key, SharedEntry found, long begun) {
    boolean holds =
        found.position() >= changes.beginning()
            && changes.isNewest(found.kept().course(), found.kept().version());
    if (!holds) {
      return Optional.empty();
    }
    of(key).missed(true);
    of(key).put(key, Optional.of(found.kept()), begun);
    return Optional.of(new Landed(Optional.of(found.kept()), CacheHeaders.SHARED_HIT));
  }

  /// The answer to a caller whose flight has landed.
  ///
  /// @throws Problem [Problem#notFound] when there is nothing
  Reply reply(Caller caller, Landed landed) {
    Kept kept =
        landed.kept().orElseThrow(() -> Problem.notFound().with("Cache-Status", landed.status()));
    boolean signedIn = caller.account().isPresent();
    return CacheHeaders.of(kept.reply(), signedIn, landed.status());
  }

  /// How all caches do.
  public List<CacheFigures> figures() {
    return local.entrySet().stream().map(each -> each.getValue().figures(each.getKey())).toList();
  }

  /// Shows how they do.
  public void observe(Meters meters) {
    local.forEach((name, cache) -> meters.cache(name.word(), key -> cache.figures(name).get(key)));
  }

  /// What administrators see.
  Reply report() {
    JsonArray items = new JsonArray();
    figures().forEach(each -> items.add(each.json()));
    return Reply.ok(JsonObject.of("enabled", on, "items", items));
  }
}
