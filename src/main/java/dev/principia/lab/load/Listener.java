package dev.principia.lab.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/// One client of a [Crowd], on its thread.
final class Listener extends ChannelInboundHandlerAdapter {
  /// Where the status begins in `HTTP/1.1 200`.
  private static final int STATUS = 9;

  private final Crowd crowd;
  private final Opening opening;
  private final CompletableFuture<Boolean> listening = new CompletableFuture<>();
  private final Mark ready;
  private final Mark told;
  private boolean answered;
  private int heard;

  /// Finds a word in what comes piece by piece. Its first character may not stand in its middle.
  private static final class Mark {
    private final byte[] word;
    private int at;

    Mark(String word) {
      this.word = word.getBytes(StandardCharsets.US_ASCII);
    }

    boolean ends(byte next) {
      at = next == word[at] ? at + 1 : next == word[0] ? 1 : 0;
      if (at < word.length) {
        return false;
      }
      at = 0;
      return true;
    }
  }

  Listener(Crowd crowd, Opening opening) {
    this.crowd = crowd;
    this.opening = opening;
    this.ready = new Mark(opening.ready());
    this.told = new Mark(opening.told());
  }

  /// Completes with whether it was let in.
  CompletableFuture<Boolean> listening() {
    return listening;
  }

  /// Whether this is the first time since the crowd began to listen for its last change.
  boolean hears(int change) {
    boolean first = heard < change;
    heard = change;
    return first;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    send(context, opening.request());
  }

  private static void send(ChannelHandlerContext context, String bytes) {
    ByteBuf out = Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1);
    var _ = context.writeAndFlush(out, context.voidPromise());
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      if (!answered && !isWelcome(in)) {
        var _ = context.close();
        return;
      }
      if (!answered && !opening.next().isEmpty()) {
        send(context, opening.next());
      }
      answered = true;
      while (in.isReadable()) {
        take(context, in.readByte());
      }
    } finally {
      in.release();
    }
  }

  private static boolean isWelcome(ByteBuf in) {
    return in.readableBytes() > STATUS && in.getByte(in.readerIndex() + STATUS) < '3';
  }

  private void take(ChannelHandlerContext context, byte next) {
    if (listening.isDone()) {
      if (told.ends(next)) {
        crowd.told(this);
      }
    } else if (ready.ends(next)) {
      crowd.joined(context.channel());
      listening.complete(true);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (!listening.complete(false)) {
      crowd.left();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    var _ = context.close();
  }
}
