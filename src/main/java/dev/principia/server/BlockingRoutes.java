package dev.principia.server;

import dev.principia.contract.BlockingAuthenticator;
import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Head;
import dev.principia.contract.Operation;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import dev.principia.contract.Reply;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/// A waiting thread's way through the chain, whatever server the thread belongs to.
public final class BlockingRoutes {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int CHUNK = 8 * 1024;

  private final Chain chain;
  private final BlockingAuthenticator authenticator;
  private final Map<String, BlockingHandler> handlers;

  /// @param authenticator finds out who asks
  /// @param handlers one per operation, by its id
  public BlockingRoutes(
      Chain chain, BlockingAuthenticator authenticator, Map<String, BlockingHandler> handlers) {
    chain.contract().requireHandlers(handlers.keySet());
    this.chain = chain;
    this.authenticator = authenticator;
    this.handlers = handlers;
  }

  Exchange open(Head head) {
    return chain.open(head);
  }

  /// The answer, after waiting for the body and the handler. Never throws.
  Answer serve(Exchange exchange, InputStream body) {
    try {
      return chain.answer(exchange, reply(exchange, body));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return chain.failed(exchange, e);
    } catch (RuntimeException | IOException e) {
      return chain.failed(exchange, e);
    }
  }

  void finished(Exchange exchange, int status, long bytes) {
    chain.finished(exchange, status, bytes);
  }

  private Reply reply(Exchange exchange, InputStream body)
      throws InterruptedException, IOException {
    var early = chain.route(exchange);
    if (early.isPresent()) {
      return early.get();
    }
    exchange.identified(authenticator.authenticate(exchange.head()));
    Buffer bytes = chain.checkHead(exchange) ? read(body) : Buffer.buffer();
    Operation operation = exchange.operation().orElseThrow();
    return Objects.requireNonNull(handlers.get(operation.id())).handle(chain.call(exchange, bytes));
  }

  private Buffer read(InputStream in) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Buffer body = Buffer.buffer();
    byte[] chunk = new byte[CHUNK];
    for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
      if (body.length() + n > chain.bodyLimit()) {
        throw chain.tooLarge().with("Connection", "close");
      }
      if (System.nanoTime() > end) {
        throw Problem.of(ProblemType.REQUEST_TIMEOUT, "The body did not arrive in time.")
            .with("Connection", "close");
      }
      body.appendBytes(chunk, 0, n);
    }
    return body;
  }
}
