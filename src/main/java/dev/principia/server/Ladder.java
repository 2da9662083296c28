package dev.principia.server;

import dev.principia.contract.BlockingAuthenticator;
import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Call;
import dev.principia.contract.Head;
import dev.principia.contract.Media;
import dev.principia.contract.Reply;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/// The way of a request, cut off after some of its parts: what a part costs is the difference of
/// two such servers. Both servers climb the same parts; the first two are their own.
public final class Ladder {
  /// The parts in their order. A ladder of n parts has the first n of them.
  public static final List<String> PARTS =
      List.of(
          "HTTP server",
          "router",
          "request id, trace, origin",
          "route, address budget",
          "authentication",
          "right, caller budget, negotiation",
          "parameters and body",
          "handler",
          "JSON and headers",
          "sending them, access log and metrics");

  private static final Answer CONSTANT =
      new Answer(
          200,
          List.of(Map.entry("Content-Type", Media.JSON), Map.entry("Content-Length", "8")),
          Buffer.buffer("{\"ms\":0}"),
          true,
          false,
          false);

  private final Chain chain;
  private final BlockingAuthenticator authenticator;
  private final BlockingHandler handler;
  private final int parts;

  /// @param authenticator one that needs not wait for anonymous callers
  /// @param handler of the one operation that is asked, which needs not wait either
  public Ladder(
      Chain chain, BlockingAuthenticator authenticator, BlockingHandler handler, int parts) {
    this.chain = chain;
    this.authenticator = authenticator;
    this.handler = handler;
    this.parts = parts;
  }

  Chain chain() {
    return chain;
  }

  /// Whether the part of this number, from 0, belongs to it.
  boolean has(int part) {
    return part < parts;
  }

  /// The answer of a server that does nothing else; the same bytes from each.
  Answer climb(Head head) {
    return has(2) ? opened(head, chain.open(head)) : CONSTANT;
  }

  private Answer opened(Head head, Exchange exchange) {
    if (has(3)) {
      var _ = chain.route(exchange);
    }
    if (has(4)) {
      exchange.identified(authenticator.authenticate(head));
    }
    if (has(5)) {
      var _ = chain.checkHead(exchange);
    }
    return has(6) ? called(exchange, chain.call(exchange, Buffer.buffer())) : CONSTANT;
  }

  private Answer called(Exchange exchange, Call call) {
    return has(7) ? replied(exchange, reply(call)) : CONSTANT;
  }

  private Reply reply(Call call) {
    try {
      return handler.handle(call);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Answer replied(Exchange exchange, Reply reply) {
    if (!has(8)) {
      return CONSTANT;
    }
    Answer answer = chain.answer(exchange, reply).packed();
    if (!has(9)) {
      return CONSTANT;
    }
    chain.finished(exchange, answer.status(), answer.body().length());
    return answer;
  }
}
