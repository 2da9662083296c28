package dev.principia;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/// A client of the live feed that follows one topic and comes back after a lost connection with the
/// position that it had: nothing is missed and nothing comes twice. For a thread that may wait.
final class LiveFollower {
  private static final String API = "/api/v1";
  private static final String PROTOCOL = "principia.live.v1";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long FIRST_PAUSE = 500;
  private static final long LONGEST_PAUSE = 30_000;

  /// After these it makes no sense to come back with what we have; see `asyncapi.yaml`.
  private static final Set<Integer> FINAL = Set.of(1003, 1007, 1009, 4403);

  private static final int SIGNED_OUT = 4401;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI server;
  private final Credentials credentials;
  private final String topic;
  private Optional<String> last;
  private long pause = FIRST_PAUSE;

  /// Who follows.
  sealed interface Credentials {}

  /// @param access is used until it expires
  record Token(String access) implements Credentials {}

  /// Signs in, and again when the token has expired.
  record SignIn(String email, String password) implements Credentials {}

  /// @param server its address without a path
  /// @param last the position to go on after
  LiveFollower(URI server, Credentials credentials, String topic, Optional<String> last) {
    this.server = server;
    this.credentials = credentials;
    this.topic = topic;
    this.last = last;
  }

  /// Follows until that makes no sense any more, which is a [Main.Failure].
  ///
  /// @param told is given every message about the topic
  /// @param note is told, in words, what happens to the connection
  void follow(Consumer<JsonObject> told, Consumer<String> note) throws InterruptedException {
    Optional<String> token = Optional.empty();
    while (true) {
      long wait;
      try {
        String access = token.isPresent() ? token.get() : accessToken();
        LiveConnection connection = connect(access, told);
        note.accept("following " + topic);
        int code = connection.awaitClosed();
        token = code == SIGNED_OUT ? Optional.empty() : Optional.of(access);
        requireSense(code);
        wait = connection.reconnectAfter().orElseGet(this::nextPause);
        note.accept("closed with %d, back in %d ms".formatted(code, wait));
      } catch (IOException | CompletionException lost) {
        wait = nextPause();
        note.accept("not connected, again in %d ms: %s".formatted(wait, lost.getMessage()));
      }
      Thread.sleep(wait);
    }
  }

  private void requireSense(int code) {
    if (FINAL.contains(code) || (code == SIGNED_OUT && credentials instanceof Token)) {
      throw new Main.Failure("The server has closed the feed: " + code + ".");
    }
  }

  /// Longer each time, and never the same for many.
  private long nextPause() {
    long now = pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1);
    pause = Math.min(2 * pause, LONGEST_PAUSE);
    return now;
  }

  private LiveConnection connect(String access, Consumer<JsonObject> told)
      throws IOException, InterruptedException {
    JsonObject ticket = post("/live/tickets", new JsonObject(), Optional.of(access));
    URI live = server.resolve(ticket.getString("url"));
    String scheme = live.getScheme().equals("https") ? "wss" : "ws";
    LiveConnection connection = new LiveConnection(message -> heard(message, told));
    WebSocket socket =
        http.newWebSocketBuilder()
            .connectTimeout(PATIENCE)
            .subprotocols(PROTOCOL)
            .buildAsync(
                URI.create(scheme + live.toString().substring(live.getScheme().length())),
                connection)
            .join();
    JsonObject wish = JsonObject.of("type", "subscribe", "topic", topic);
    last.ifPresent(seq -> wish.put("lastSeq", seq));
    socket.sendText(wish.encode(), true).join();
    return connection;
  }

  private void heard(JsonObject message, Consumer<JsonObject> told) {
    if (message.containsKey("seq")) {
      last = Optional.of(message.getString("seq"));
      pause = FIRST_PAUSE;
    }
    if (!message.getString("type").equals("ack")) {
      told.accept(message);
    }
  }

  private String accessToken() throws IOException, InterruptedException {
    return switch (credentials) {
      case Token token -> token.access();
      case SignIn in ->
          post(
                  "/sessions",
                  JsonObject.of("email", in.email(), "password", in.password()),
                  Optional.empty())
              .getString("accessToken");
    };
  }

  private JsonObject post(String path, JsonObject body, Optional<String> access)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(API + path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.encode()));
    access.ifPresent(token -> request.header("Authorization", "Bearer " + token));
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() >= 500 || answer.statusCode() == 429) {
      throw new IOException("status " + answer.statusCode());
    }
    if (answer.statusCode() != 201) {
      throw new Main.Failure("The server refuses: " + answer.body());
    }
    return new JsonObject(answer.body());
  }
}
