package dev.principia.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.List;

/// Refuses what the stock decoder lets pass: a request with both `Transfer-Encoding` and
/// `Content-Length` (RFC 9112, 6.1), because somebody in between may have read another end of it, a
/// header without a name, and any version but HTTP/1.0 and HTTP/1.1, which would be answered
/// without our headers. A connection on which a head trickles in for longer than the patience is
/// closed with the next of its bytes; one that stays away altogether, by the connection's idle
/// time.
final class StrictDecoder extends VertxHttpRequestDecoder {
  private static final String STOCK = "httpDecoder";

  private final long patience;
  private boolean inBody;
  private long begun;

  private StrictDecoder(HttpServerOptions options, Duration patience) {
    super(options);
    this.patience = patience.toNanos();
  }

  /// Takes the stock decoder's place on a connection that has not brought a byte yet.
  static void install(HttpConnection connection, HttpServerOptions options, Duration patience) {
    ChannelPipeline pipeline = ((ConnectionBase) connection).channelHandlerContext().pipeline();
    pipeline.replace(STOCK, STOCK, new StrictDecoder(options, patience));
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    if (isLate(in)) {
      in.skipBytes(in.readableBytes());
      var _ = context.close();
      return;
    }
    int known = out.size();
    super.decode(context, in, out);
    out.subList(known, out.size()).forEach(this::read);
  }

  private boolean isLate(ByteBuf in) {
    if (inBody || !in.isReadable()) {
      return false;
    }
    long now = System.nanoTime();
    begun = begun == 0 ? now : begun;
    return now - begun > patience;
  }

  /// A head is complete, or what follows it.
  private void read(Object part) {
    inBody = !(part instanceof LastHttpContent);
    begun = 0;
  }

  @Override
  protected HttpMessage createMessage(String[] requestLine) {
    if (!requestLine[2].equals("HTTP/1.1") && !requestLine[2].equals("HTTP/1.0")) {
      throw new IllegalArgumentException("neither HTTP/1.1 nor HTTP/1.0");
    }
    return super.createMessage(requestLine);
  }

  @Override
  protected AsciiString splitHeaderName(byte[] bytes, int start, int length) {
    if (length == 0) {
      throw new IllegalArgumentException("a header without a name");
    }
    return super.splitHeaderName(bytes, start, length);
  }

  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("both Transfer-Encoding and Content-Length");
  }
}
