package dev.principia.live;

import dev.principia.contract.Caller;
import dev.principia.live.ClientMessage.Enter;
import dev.principia.live.ClientMessage.NotUnderstood;
import dev.principia.live.ClientMessage.Ping;
import dev.principia.live.ClientMessage.Subscribe;
import dev.principia.live.ClientMessage.Unsubscribe;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection: what its client asks, what it is told, and why it ends. Belongs to its event
/// loop; a mistake in it ends this connection and no other.
final class LiveSocket {
  private static final Logger LOG = LoggerFactory.getLogger(LiveSocket.class);

  /// What may be on its way to the network before messages wait in [Outbound].
  private static final int WRITE_QUEUE = 16 * 1024;

  /// A client that does not close its side by then is cut off.
  private static final long GRACE = Duration.ofSeconds(6).toNanos();

  /// How long a client may take nothing although something waits for it.
  private static final long PATIENCE = Duration.ofSeconds(10).toNanos();

  private final LiveLoop loop;
  private final ServerWebSocket socket;
  private final Runnable cut;
  private final Caller holder;
  private final String request;
  private final Inbound inbound;
  private final Outbound outbound = new Outbound();
  private final Topics topics;
  private long heard;
  private long pinged;
  private long full;
  private long closing;
  private boolean open = true;

  /// @param request the id of the handshake, for the log
  LiveSocket(LiveLoop loop, ServerWebSocket socket, Runnable cut, Caller holder, String request) {
    this.loop = loop;
    this.socket = socket;
    this.cut = cut;
    this.holder = holder;
    this.request = request;
    this.heard = System.nanoTime();
    this.inbound = new Inbound(heard);
    this.topics = new Topics(loop, this);
  }

  void start() {
    socket.setWriteQueueMaxSize(WRITE_QUEUE);
    socket.frameHandler(guarded(this::frame));
    socket.pongHandler(pong -> heard = System.nanoTime());
    socket.drainHandler(guarded(drained -> flush()));
    socket.exceptionHandler(lost -> LOG.debug("live request={}: {}", request, lost.toString()));
    socket.closeHandler(closed -> closed());
    socket.shutdownHandler(guarded(stopping -> goAway()));
  }

  UUID account() {
    return holder.id();
  }

  boolean isOpen() {
    return open;
  }

  int waiting() {
    return outbound.size();
  }

  boolean isOver() {
    return outbound.isOver();
  }

  boolean hasRoom() {
    return open && outbound.isEmpty() && !socket.writeQueueFull();
  }

  Topics topics() {
    return topics;
  }

  /// The id of the handshake.
  String request() {
    return request;
  }

  private <T> Handler<T> guarded(Handler<T> handler) {
    return event -> {
      try {
        handler.handle(event);
      } catch (Throwable mistake) {
        broken(mistake);
      }
    };
  }

  void broken(Throwable mistake) {
    LOG.error("live connection failed request={}", request, mistake);
    close(CloseCode.BROKEN);
  }

  private void frame(WebSocketFrame frame) {
    heard = System.nanoTime();
    if (!open) {
      return;
    }
    switch (inbound.frame(frame, heard)) {
      case Inbound.Outcome.Nothing nothing -> {}
      case Inbound.Outcome.Message message -> message(ClientMessage.parse(message.text()));
      case Inbound.Outcome.End end -> close(end.code());
    }
  }

  private void message(ClientMessage message) {
    switch (message) {
      case Subscribe wish -> topics.subscribe(wish);
      case Unsubscribe wish -> topics.unsubscribe(wish.topic());
      case Enter enter -> topics.enter(enter.topic());
      case Ping ping -> send(ServerMessage.pong());
      case NotUnderstood not -> send(ServerMessage.error(not.code(), not.detail()));
    }
  }

  /// Sends a message, now or when the client takes it.
  void send(ServerMessage message) {
    sendMissed(message);
    if (open && outbound.isOver()) {
      fallBehind();
    }
  }

  /// The same for a part of a page, of which the client has taken the one before.
  void sendMissed(ServerMessage message) {
    if (!open) {
      return;
    }
    if (outbound.isEmpty() && !socket.writeQueueFull()) {
      write(message);
    } else {
      full = full == 0 ? System.nanoTime() : full;
      outbound.add(message);
    }
  }

  private void write(ServerMessage message) {
    var _ = socket.writeTextMessage(message.text());
    message.position().ifPresent(position -> position.of().sent(position.seq()));
    loop.figures().sent();
  }

  private void flush() {
    full = 0;
    while (!outbound.isEmpty() && !socket.writeQueueFull()) {
      outbound.poll().ifPresent(this::write);
    }
    topics.goOn();
  }

  /// The client does not keep up: nothing is kept for it that the log has. It is told from there,
  /// as fast as it takes it.
  private void fallBehind() {
    loop.figures().dropped(outbound.removeEvents());
    if (outbound.isOver()) {
      close(CloseCode.TOO_SLOW);
      return;
    }
    topics.fallBehind();
  }

  /// Looks after the connection, about once a second.
  void tick(long nanos) {
    long silent = nanos - heard;
    long heartbeat = loop.settings().heartbeat().toNanos();
    if (!open) {
      cutAfterGrace(nanos);
    } else if (!loop.holds(holder)) {
      close(CloseCode.SIGNED_OUT);
    } else if (full > 0 && nanos - full > PATIENCE) {
      close(CloseCode.TOO_SLOW);
    } else if (silent > 2 * heartbeat) {
      close(CloseCode.SILENT);
    } else if (silent > heartbeat && nanos - pinged > heartbeat && !socket.writeQueueFull()) {
      pinged = nanos;
      var _ = socket.writePing(Buffer.buffer(0));
    }
  }

  private void cutAfterGrace(long nanos) {
    if (nanos - closing > GRACE) {
      cut.run();
    }
  }

  /// Each client is asked to come back at another time.
  private void goAway() {
    send(ServerMessage.reconnect(loop.reconnectAfterMillis()));
    close(CloseCode.GOING_AWAY);
  }

  void close(CloseCode why) {
    if (open) {
      loop.figures().closed(why.word(), outbound.coalesced(), outbound.clear());
      ended();
      var _ = socket.close(why.code(), why.reason());
    }
  }

  private void closed() {
    if (open) {
      loop.figures().closed("client", outbound.coalesced(), outbound.clear());
      ended();
    }
    loop.closed(this);
  }

  private void ended() {
    open = false;
    closing = System.nanoTime();
    topics.endAll();
  }
}
