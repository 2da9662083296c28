package dev.principia;

import io.vertx.core.json.JsonObject;
import java.net.http.WebSocket;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// One connection of a [LiveFollower]: puts messages together, and knows how it ended. The client's
/// own thread calls it, one call at a time.
final class LiveConnection implements WebSocket.Listener {
  /// What stands for a connection that ended without a code (RFC 6455, 7.4.1).
  private static final int LOST = 1006;

  private static final int BROKEN = 1011;
  private static final int FORBIDDEN = 4403;

  private final Consumer<JsonObject> heard;
  private final StringBuilder text = new StringBuilder();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private volatile Optional<Long> reconnectAfter = Optional.empty();

  /// @param heard is given every message but the one that says when to come back
  LiveConnection(Consumer<JsonObject> heard) {
    this.heard = heard;
  }

  /// The code with which the server has closed.
  int awaitClosed() {
    return closed.join();
  }

  /// When the server wants us back, in milliseconds, if it has said so.
  Optional<Long> reconnectAfter() {
    return reconnectAfter;
  }

  @Override
  public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      JsonObject message = new JsonObject(text.toString());
      text.setLength(0);
      take(message);
    }
    socket.request(1);
    return CompletableFuture.completedStage(null);
  }

  /// Without its one topic the connection is worth nothing.
  private void take(JsonObject message) {
    if (message.getString("type").equals("reconnect")) {
      reconnectAfter = Optional.of(message.getLong("afterMs"));
      return;
    }
    heard.accept(message);
    if (message.getString("type").equals("error")) {
      boolean later = message.getString("code").equals("unavailable");
      closed.complete(later ? BROKEN : FORBIDDEN);
    }
  }

  @Override
  public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    closed.complete(code);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public void onError(WebSocket socket, Throwable failure) {
    closed.complete(LOST);
  }
}
