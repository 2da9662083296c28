package dev.principia.server;

import dev.principia.contract.BlockingAuthenticator;
import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Head;
import dev.principia.contract.Operation;
import dev.principia.contract.Reply;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.Objects;

/// A waiting thread's way through the chain, whatever server the thread belongs to.
public final class BlockingRoutes {
  private static final int CHUNK = 8 * 1024;

  private final Chain chain;
  private final BlockingAuthenticator authenticator;
  private final Map<String, BlockingHandler> handlers;
  private final Deadlines deadlines;

  /// @param authenticator finds out who asks
  /// @param handlers one per operation, by its id
  public BlockingRoutes(
      Chain chain,
      BlockingAuthenticator authenticator,
      Map<String, BlockingHandler> handlers,
      Deadlines deadlines) {
    chain.contract().requireHandlers(handlers.keySet());
    this.chain = chain;
    this.authenticator = authenticator;
    this.handlers = handlers;
    this.deadlines = deadlines;
  }

  Exchange open(Head head) {
    return chain.open(head);
  }

  BodyLimits limits() {
    return chain.limits();
  }

  /// The answer, after waiting for the body and the handler. Never throws.
  ///
  /// @param body its `read` throws a [SocketTimeoutException] when the client took too long
  Answer serve(Exchange exchange, InputStream body) {
    try {
      return chain.answer(exchange, reply(exchange, body)).packed();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return chain.failed(exchange, e);
    } catch (Throwable e) {
      return chain.failed(exchange, e);
    }
  }

  /// The answer instead of one whose body could not be made.
  Answer failed(Exchange exchange, Throwable failure) {
    return chain.failed(exchange, failure).packed();
  }

  /// The answer when the server found no request in what came.
  Answer unreadable(Exchange exchange, int status) {
    return chain.unreadable(exchange, status);
  }

  void finished(Exchange exchange, int status, long bytes) {
    chain.finished(exchange, status, bytes);
  }

  private Reply reply(Exchange exchange, InputStream body) throws InterruptedException {
    var early = chain.route(exchange);
    if (early.isPresent()) {
      return early.get();
    }
    exchange.identified(authenticator.authenticate(exchange.head()));
    Buffer bytes = chain.checkHead(exchange) ? read(body) : Buffer.buffer();
    Operation operation = exchange.operation().orElseThrow();
    return deadlines.within(
        Objects.requireNonNull(handlers.get(operation.id())), chain.call(exchange, bytes));
  }

  private Buffer read(InputStream in) {
    Buffer body = Buffer.buffer();
    byte[] chunk = new byte[CHUNK];
    try {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        if (body.length() + n > limits().bytes()) {
          throw limits().tooLarge();
        }
        body.appendBytes(chunk, 0, n);
      }
      return body;
    } catch (SocketTimeoutException e) {
      throw limits().tooSlow();
    } catch (IOException e) {
      throw limits().brokenOff();
    }
  }
}
