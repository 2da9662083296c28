package dev.principia.live;

import dev.principia.contract.Caller;
import dev.principia.db.ReactiveDb;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/// The connections of one event loop, and who of them follows what. It lives on the loop that
/// accepts them, so a connection and all that is known of it never leave their thread; what others
/// have to say to it they say as a task of this loop.
public final class LiveLoop {
  private static final long TICK_MILLIS = 1_000;

  /// So many clients may come back in a second when this server stops.
  private static final int RETURNING = 200;

  private final Context context;
  private final ReactiveDb db;
  private final LiveFeed feed;
  private final Set<LiveSocket> sockets = new HashSet<>();
  private final Map<Place, Set<Subscription>> followers = new HashMap<>();
  private long position;
  private volatile int waiting;

  /// Made on the loop whose connections it keeps.
  public LiveLoop(Vertx vertx, ReactiveDb db, LiveFeed feed) {
    this.context = vertx.getOrCreateContext();
    this.db = db;
    this.feed = feed;
    this.position = feed.join(this);
    long heartbeat = feed.settings().heartbeat().toMillis();
    vertx.setPeriodic(Math.min(TICK_MILLIS, Math.max(1, heartbeat / 4)), tick -> tick());
  }

  LiveSettings settings() {
    return feed.settings();
  }

  LiveFigures figures() {
    return feed.figures();
  }

  /// Up to where everything that happened was told here; negative before the log was read.
  long position() {
    return position;
  }

  /// How many messages wait for clients, as of the last tick; any thread.
  int waiting() {
    return waiting;
  }

  void opened(ServerWebSocket socket, Runnable cut, Caller holder, String request) {
    LiveSocket fresh = new LiveSocket(this, socket, cut, holder, request);
    sockets.add(fresh);
    feed.connections().opened(holder.id());
    fresh.start();
  }

  void closed(LiveSocket socket) {
    if (sockets.remove(socket)) {
      feed.connections().closed(socket.account());
    }
  }

  private void tick() {
    long nanos = System.nanoTime();
    int queued = 0;
    for (LiveSocket each : sockets) {
      each.tick(nanos);
      queued += each.waiting();
    }
    waiting = queued;
  }

  /// Whether somebody may still be here.
  boolean holds(Caller holder) {
    return feed.standing().holds(holder);
  }

  long reconnectAfterMillis() {
    long spread = Math.max(1_000, 1_000L * feed.connections().total() / RETURNING);
    return ThreadLocalRandom.current().nextLong(spread);
  }

  /// What a topic names, when the account may read it.
  Future<Optional<LiveSql.Found>> find(Topic topic, UUID account) {
    return switch (topic) {
      case Topic.OfAccount own ->
          Future.succeededFuture(
              Optional.of(new LiveSql.Found(Place.ofAccount(account), new JsonObject())));
      case Topic.OfCourse of ->
          db.ask(LiveSql.course(of.course(), account)).map(rows -> rows.stream().findFirst());
      case Topic.OfLesson of ->
          db.ask(LiveSql.lesson(of.course(), of.lesson(), account))
              .map(rows -> rows.stream().findFirst());
    };
  }

  /// Whether the log still holds all that came after this position.
  Future<Boolean> knows(long seq) {
    return db.ask(LiveSql.knows(seq)).map(List::getFirst);
  }

  Future<List<Happened>> missed(Subscription behind, long upTo, int most) {
    return db.ask(LiveSql.missed(behind.place(), behind.account(), behind.seq(), upTo, most));
  }

  void follow(Subscription fresh) {
    followers.computeIfAbsent(fresh.place(), none -> new HashSet<>()).add(fresh);
    if (fresh.isOfLesson()) {
      presenceChanged();
    }
  }

  void unfollow(Subscription old) {
    followers.computeIfPresent(
        old.place(), (place, all) -> all.remove(old) && all.isEmpty() ? null : all);
  }

  void presenceChanged() {
    feed.presenceChanged();
  }

  /// Everything up to a position has happened; any thread.
  void happened(List<Happened> events, long upTo) {
    context.runOnContext(
        task -> {
          events.forEach(this::tell);
          position = Math.max(position, upTo);
        });
  }

  private void tell(Happened event) {
    Map<String, String> texts = new HashMap<>();
    for (Place place : event.places()) {
      for (Subscription each : List.copyOf(followers.getOrDefault(place, Set.of()))) {
        each.happened(event, texts);
      }
    }
  }

  /// Nobody here can be told what happened; any thread.
  void closeAll() {
    context.runOnContext(
        task -> List.copyOf(sockets).forEach(each -> each.close(CloseCode.BROKEN)));
  }

  /// All that are told of a course by this loop; any thread.
  Future<Set<LiveSql.Reader>> readers() {
    return asked(
        () -> {
          Set<LiveSql.Reader> readers = new HashSet<>();
          followers.forEach(
              (place, all) ->
                  place
                      .course()
                      .ifPresent(
                          course ->
                              all.forEach(
                                  each ->
                                      readers.add(new LiveSql.Reader(each.account(), course)))));
          return readers;
        });
  }

  /// They may not be told any more; any thread.
  void lost(Set<LiveSql.Reader> gone) {
    context.runOnContext(
        task ->
            followers.values().stream()
                .flatMap(Set::stream)
                .filter(each -> each.isOf(gone))
                .toList()
                .forEach(Subscription::lost));
  }

  /// Who is present where, and which lessons are looked at, by this loop; any thread.
  Future<Presences> presences() {
    return asked(
        () -> {
          Presences presences = new Presences();
          sockets.forEach(presences::add);
          followers.keySet().stream()
              .filter(place -> place.kind() == Place.Kind.LESSON)
              .forEach(place -> presences.watch(place.id()));
          return presences;
        });
  }

  /// How many are present in lessons; any thread.
  void present(Map<UUID, Integer> counts) {
    context.runOnContext(
        task ->
            followers.values().stream()
                .flatMap(Set::stream)
                .filter(Subscription::isOfLesson)
                .toList()
                .forEach(each -> each.present(counts.getOrDefault(each.place().id(), 0))));
  }

  private <T> Future<T> asked(Supplier<T> question) {
    Promise<T> answer = Promise.promise();
    context.runOnContext(task -> answer.complete(question.get()));
    return answer.future();
  }
}
