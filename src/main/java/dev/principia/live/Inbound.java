package dev.principia.live;

import dev.principia.contract.Utf8;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import java.util.concurrent.TimeUnit;

/// Makes messages of the frames of one client, within what a client may send. Belongs to its event
/// loop.
final class Inbound {
  static final int MOST_BYTES = 4 * 1024;

  /// More than a client has topics, which it may subscribe to at once after a break.
  static final int BURST = 150;

  static final int PER_SECOND = 20;

  private Buffer parts = Buffer.buffer(0);
  private double room = BURST;
  private long filled;

  /// @param nanos the time now, by [System#nanoTime()]
  Inbound(long nanos) {
    this.filled = nanos;
  }

  /// What a frame comes to: nothing yet, a message, or the end.
  sealed interface Outcome {
    record Nothing() implements Outcome {}

    record Message(Buffer text) implements Outcome {}

    record End(CloseCode code) implements Outcome {}
  }

  private static final Outcome NOTHING = new Outcome.Nothing();

  Outcome frame(WebSocketFrame frame, long nanos) {
    return switch (frame.type()) {
      case CLOSE, PONG -> NOTHING;
      case PING -> take(nanos) ? NOTHING : tooMany();
      case BINARY -> new Outcome.End(CloseCode.NOT_TEXT);
      case TEXT, CONTINUATION -> take(nanos) ? part(frame) : tooMany();
    };
  }

  private static Outcome tooMany() {
    return new Outcome.End(CloseCode.TOO_MANY);
  }

  private Outcome part(WebSocketFrame frame) {
    Buffer data = frame.binaryData();
    if (parts.length() + data.length() > MOST_BYTES) {
      return new Outcome.End(CloseCode.TOO_BIG);
    }
    parts.appendBuffer(data);
    if (!frame.isFinal()) {
      return NOTHING;
    }
    Buffer text = parts;
    parts = Buffer.buffer(0);
    return Utf8.firstDefect(text.getBytes()) < 0
        ? new Outcome.Message(text)
        : new Outcome.End(CloseCode.NOT_UTF_8);
  }

  /// A bucket that fills up again while the client is quiet.
  private boolean take(long nanos) {
    double seconds = (double) (nanos - filled) / TimeUnit.SECONDS.toNanos(1);
    room = Math.min(BURST, room + seconds * PER_SECOND) - 1;
    filled = nanos;
    return room >= 0;
  }
}
