package dev.principia.server;

import dev.principia.contract.Reply;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.impl.ConnectionBase;

/// The end of a handshake that was accepted (RFC 6455, 4.2.2): from here on the connection is its
/// taker's, and there is no answer to send.
record ReactiveHandshake(
    Chain chain, Exchange exchange, HttpServerRequest request, Reply.Upgrade upgrade) {
  private static final short BROKEN = 1011;

  /// Succeeds when the connection has been taken over.
  Future<Void> finish() {
    Answers.handshake(exchange, upgrade)
        .forEach(each -> request.response().putHeader(each.getKey(), each.getValue()));
    ChannelHandlerContext channel = ((ConnectionBase) request.connection()).channelHandlerContext();
    return request.toWebSocket().onSuccess(socket -> take(socket, channel)).mapEmpty();
  }

  private void take(ServerWebSocket socket, ChannelHandlerContext channel) {
    chain.finished(exchange, upgrade.status(), 0);
    try {
      upgrade.taker().opened(socket, () -> cut(channel), exchange.requestId());
    } catch (RuntimeException mistake) {
      var _ = chain.failed(exchange, mistake);
      var _ = socket.close(BROKEN);
    }
  }

  /// From the first handler on nobody stands in the way: the others would wait for the client to
  /// take what it was sent.
  private static void cut(ChannelHandlerContext channel) {
    var _ = channel.pipeline().firstContext().close();
  }
}
