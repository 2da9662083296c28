package dev.principia.lab.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Optional;

/// One connection, with at most one request on it.
final class Line extends ChannelInboundHandlerAdapter {
  private final Flow flow;
  private final AnswerReader reader = new AnswerReader();
  private Optional<ChannelHandlerContext> channel = Optional.empty();
  private boolean busy;
  private Due due = Due.first(0, 0, 0);
  private long sent;

  Line(Flow flow) {
    this.flow = flow;
  }

  boolean isBusy() {
    return busy;
  }

  /// What was sent last.
  Due due() {
    return due;
  }

  long sent() {
    return sent;
  }

  void send(ByteBuf bytes, Due request, long now) {
    busy = true;
    due = request;
    sent = now;
    ChannelHandlerContext context = channel.orElseThrow();
    var _ = context.writeAndFlush(bytes.retainedDuplicate(), context.voidPromise());
  }

  void close() {
    busy = false;
    channel.ifPresent(Line::close);
  }

  private static void close(ChannelHandlerContext context) {
    var _ = context.close();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    channel = Optional.of(context);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      while (busy && in.isReadable() && reader.read(in)) {
        busy = false;
        flow.answered(this, reader.status());
      }
    } finally {
      in.release();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    flow.lost(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    close(context);
  }
}
