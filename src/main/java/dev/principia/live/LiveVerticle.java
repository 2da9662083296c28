package dev.principia.live;

import dev.principia.cache.ReactivePresence;
import dev.principia.db.ReactiveDb;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What has to be done for all connections of a process at once: looking who may still read what,
/// and who is present where. Both ask for all loops together, never for a connection alone.
public final class LiveVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(LiveVerticle.class);

  /// How long somebody may still be told what he may not read any more.
  private static final Duration RIGHTS = Duration.ofSeconds(2);

  /// How late other instances learn who is present.
  private static final Duration PRESENCE = Duration.ofSeconds(1);

  private final ReactiveDb db;
  private final LiveFeed feed;
  private final ReactivePresence others;
  private final Round rights = new Round(this::checkRights);
  private final Round presence = new Round(this::sharePresence);

  /// @param others tells the other instances who is present here, and who there
  public LiveVerticle(ReactiveDb db, LiveFeed feed, ReactivePresence others) {
    this.db = db;
    this.feed = feed;
    this.others = others;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(RIGHTS.toMillis(), tick -> rights.run());
    vertx.setPeriodic(PRESENCE.toMillis(), tick -> presence.run());
    feed.careBy(
        () -> context.runOnContext(changed -> rights.run()),
        () -> context.runOnContext(changed -> presence.run()));
    return Future.succeededFuture();
  }

  private Future<?> checkRights() {
    return Future.all(feed.loops().stream().map(LiveLoop::readers).toList())
        .map(all -> LiveVerticle.<Set<LiveSql.Reader>>results(all))
        .map(LiveVerticle::together)
        .compose(all -> all.isEmpty() ? nobody() : db.ask(LiveSql.lost(all)))
        .onSuccess(this::take)
        .onFailure(lost -> LOG.warn("rights are not looked at now: {}", lost.toString()));
  }

  private static Future<List<LiveSql.Reader>> nobody() {
    return Future.succeededFuture(List.of());
  }

  private static Set<LiveSql.Reader> together(List<Set<LiveSql.Reader>> parts) {
    Set<LiveSql.Reader> all = new HashSet<>();
    parts.forEach(all::addAll);
    return all;
  }

  private void take(List<LiveSql.Reader> lost) {
    if (!lost.isEmpty()) {
      Set<LiveSql.Reader> gone = Set.copyOf(lost);
      feed.loops().forEach(loop -> loop.lost(gone));
    }
  }

  /// Without the others, those are counted that are here.
  private Future<?> sharePresence() {
    return Future.all(feed.loops().stream().map(LiveLoop::presences).toList())
        .map(all -> LiveVerticle.<Presences>results(all))
        .map(Presences::together)
        .compose(
            here ->
                others
                    .exchange(here.present(), here.watched())
                    .otherwise(lost -> here.counts())
                    .onSuccess(counts -> tell(here.watched(), counts)));
  }

  private void tell(Set<UUID> watched, Map<UUID, Integer> counts) {
    if (!watched.isEmpty()) {
      feed.loops().forEach(loop -> loop.present(Map.copyOf(counts)));
    }
  }

  private static <T> List<T> results(io.vertx.core.CompositeFuture all) {
    return all.list();
  }
}
