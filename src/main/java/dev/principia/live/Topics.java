package dev.principia.live;

import dev.principia.live.ClientMessage.Subscribe;
import dev.principia.live.LiveSql.Found;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one connection follows, by the names that its client gives, and in which lesson it is
/// present. Belongs to its event loop.
final class Topics {
  static final int MOST = 100;

  private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
  private static final String NOT_THERE = "There is no such topic for this account.";

  private final LiveLoop loop;
  private final LiveSocket socket;
  private final CatchUp catchUp;
  private final Map<String, Subscription> followed = new HashMap<>();
  private Optional<Subscription> present = Optional.empty();
  private int asking;

  Topics(LiveLoop loop, LiveSocket socket) {
    this.loop = loop;
    this.socket = socket;
    this.catchUp = new CatchUp(loop, socket);
  }

  /// Where the account is present by this connection.
  Optional<Subscription> present() {
    return present;
  }

  /// The client has room for more of what it missed.
  void goOn() {
    catchUp.goOn();
  }

  void subscribe(Subscribe wish) {
    Optional<Topic> topic = Topic.parse(wish.topic());
    if (topic.isEmpty()) {
      socket.send(ServerMessage.error("invalid", wish.topic(), "A topic has another form."));
    } else if (followed.size() + asking >= MOST && !followed.containsKey(wish.topic())) {
      socket.send(
          ServerMessage.error("too-many-topics", wish.topic(), "One hundred are followed."));
    } else if (loop.position() < 0) {
      socket.send(ServerMessage.error("unavailable", wish.topic(), "The log is not read yet."));
    } else {
      asking++;
      long position = loop.position();
      loop.find(topic.get(), socket.account())
          .compose(found -> found(wish, position, found))
          .onComplete(done -> asking--)
          .onFailure(lost -> unavailable(wish.topic(), lost));
    }
  }

  private void unavailable(String topic, Throwable lost) {
    LOG.warn("live topic not followed request={}: {}", socket.request(), lost.toString());
    socket.send(ServerMessage.error("unavailable", topic, "Try again later."));
  }

  /// @param position where the log was before it was looked what is true
  private Future<?> found(Subscribe wish, long position, Optional<Found> found) {
    if (found.isEmpty()) {
      socket.send(ServerMessage.error("not-found", wish.topic(), NOT_THERE));
      return Future.succeededFuture();
    }
    if (wish.lastSeq().isEmpty()) {
      follow(wish.topic(), found.get().place(), loop.position());
      return Future.succeededFuture();
    }
    long last = wish.lastSeq().get();
    return loop.knows(last)
        .onSuccess(
            known -> {
              if (known) {
                follow(wish.topic(), found.get().place(), last);
              } else {
                resync(wish.topic(), found.get(), position);
              }
            });
  }

  private void follow(String topic, Place place, long from) {
    socket.send(ServerMessage.ack(topic, from));
    add(new Subscription(socket, topic, place, from));
  }

  private void resync(String topic, Found found, long position) {
    socket.send(ServerMessage.resync(topic, position, found.snapshot()));
    add(new Subscription(socket, topic, found.place(), position));
  }

  /// What happens from here on waits until what was missed before is told.
  private void add(Subscription fresh) {
    if (socket.isOpen()) {
      Optional.ofNullable(followed.put(fresh.topic(), fresh)).ifPresent(this::end);
      loop.follow(fresh);
      catchUp.add(fresh);
    }
  }

  /// @param topic the lesson; empty for none
  void enter(Optional<String> topic) {
    Optional<Subscription> lesson = topic.map(followed::get).filter(Subscription::isOfLesson);
    if (topic.isPresent() && lesson.isEmpty()) {
      socket.send(
          ServerMessage.error("not-subscribed", topic.get(), "Subscribe to the lesson first."));
    } else {
      present = lesson;
      loop.presenceChanged();
    }
  }

  void unsubscribe(String topic) {
    Optional.ofNullable(followed.get(topic)).ifPresent(this::leave);
  }

  private void leave(Subscription old) {
    followed.remove(old.topic());
    end(old);
  }

  private void end(Subscription old) {
    old.end();
    loop.unfollow(old);
    if (present.filter(old::equals).isPresent()) {
      present = Optional.empty();
      loop.presenceChanged();
    }
  }

  /// The account may not read it any more.
  void lost(Subscription gone) {
    leave(gone);
    socket.send(ServerMessage.error("topic-lost", gone.topic(), NOT_THERE));
    if (followed.isEmpty()) {
      socket.close(CloseCode.FORBIDDEN);
    }
  }

  /// Nothing was kept of what the client was not sent: it is told from the log.
  void fallBehind() {
    for (Subscription each : followed.values()) {
      each.fallBehind();
      catchUp.add(each);
    }
  }

  /// The connection is over.
  void endAll() {
    List.copyOf(followed.values()).forEach(this::end);
    followed.clear();
  }
}
