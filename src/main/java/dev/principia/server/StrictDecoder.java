package dev.principia.server;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.net.impl.ConnectionBase;

/// Refuses what the stock decoder lets pass: a request with both `Transfer-Encoding` and
/// `Content-Length` (RFC 9112, 6.1), because somebody in between may have read another end of it, a
/// header without a name, and any version but HTTP/1.0 and HTTP/1.1, which would be answered
/// without our headers.
final class StrictDecoder extends VertxHttpRequestDecoder {
  private static final String STOCK = "httpDecoder";

  private StrictDecoder(HttpServerOptions options) {
    super(options);
  }

  /// Takes the stock decoder's place on a connection that has not brought a byte yet.
  static void install(HttpConnection connection, HttpServerOptions options) {
    ChannelPipeline pipeline = ((ConnectionBase) connection).channelHandlerContext().pipeline();
    pipeline.replace(STOCK, STOCK, new StrictDecoder(options));
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
