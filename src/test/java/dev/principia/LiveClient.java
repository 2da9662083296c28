package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.principia.contract.LiveMessages;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/// A client of the live feed that holds every message against its contract.
final class LiveClient implements WebSocket.Listener, AutoCloseable {
  static final String PROTOCOL = "principia.live.v1";

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final StringBuilder part = new StringBuilder();
  private final List<JsonObject> told = new ArrayList<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private Optional<WebSocket> socket = Optional.empty();
  private int read;

  private LiveClient() {}

  /// Connects as this person, at the person's server.
  static LiveClient of(Person person) {
    return at(person.api(), ticket(person));
  }

  /// Connects by a ticket, which may be another server's.
  static LiveClient at(Api api, String ticket) {
    LiveClient client = new LiveClient();
    URI uri = URI.create(api.url().replace("http", "ws") + Api.V1 + "/live?ticket=" + ticket);
    client.socket =
        Optional.of(
            HTTP.newWebSocketBuilder().subprotocols(PROTOCOL).buildAsync(uri, client).join());
    return client;
  }

  static String ticket(Person person) {
    return person.post("/live/tickets", new JsonObject()).is(201).json().getString("ticket");
  }

  LiveClient say(JsonObject message) {
    LiveMessages.checkSaid(message);
    return sayAnything(message.encode());
  }

  LiveClient sayAnything(String text) {
    socket.orElseThrow().sendText(text, true).join();
    return this;
  }

  WebSocket socket() {
    return socket.orElseThrow();
  }

  LiveClient subscribe(String topic) {
    return say(JsonObject.of("type", "subscribe", "topic", topic));
  }

  /// Goes on after a position.
  LiveClient subscribe(String topic, String lastSeq) {
    return say(JsonObject.of("type", "subscribe", "topic", topic, "lastSeq", lastSeq));
  }

  /// The next message of this type; others before it are passed over.
  JsonObject next(String type) {
    return next(message -> message.getString("type").equals(type));
  }

  JsonObject next(Predicate<JsonObject> wanted) {
    AtomicReference<Optional<JsonObject>> found = new AtomicReference<>(Optional.empty());
    Until.within(
        SOON,
        "the message",
        () -> {
          found.set(find(wanted));
          return found.get().isPresent();
        });
    return found.get().orElseThrow();
  }

  private synchronized Optional<JsonObject> find(Predicate<JsonObject> wanted) {
    while (read < told.size()) {
      JsonObject message = told.get(read++);
      if (wanted.test(message)) {
        return Optional.of(message);
      }
    }
    return Optional.empty();
  }

  /// Everything that was told until now.
  synchronized List<JsonObject> all() {
    return List.copyOf(told);
  }

  /// The positions of all events that were told for a topic, in the order of their arrival.
  List<String> events(String topic) {
    return all().stream()
        .filter(message -> message.getString("type").equals("event"))
        .filter(message -> message.getString("topic").equals(topic))
        .map(message -> message.getString("seq"))
        .toList();
  }

  /// The code with which the server closes.
  int closed() {
    Until.within(SOON, "closed", closed::isDone);
    return closed.join();
  }

  @Override
  public void onOpen(WebSocket opened) {
    assertEquals(PROTOCOL, opened.getSubprotocol());
    opened.request(Long.MAX_VALUE);
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      JsonObject message = new JsonObject(part.toString());
      part.setLength(0);
      try {
        LiveMessages.checkTold(message);
      } catch (AssertionError e) {
        closed.completeExceptionally(e);
      }
      synchronized (this) {
        told.add(message);
      }
    }
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<?> onPing(WebSocket from, ByteBuffer data) {
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    closed.complete(1006);
  }

  /// Goes away without a word, as a lost connection does.
  void vanish() {
    socket.ifPresent(WebSocket::abort);
  }

  @Override
  public void close() {
    vanish();
  }
}
