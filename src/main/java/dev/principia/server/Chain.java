package dev.principia.server;

import dev.principia.contract.Call;
import dev.principia.contract.Contract;
import dev.principia.contract.Head;
import dev.principia.contract.Operation;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import dev.principia.contract.Reply;
import dev.principia.contract.Route;
import dev.principia.metrics.Meters;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What happens to every request before and after its handler, in this order, on both servers:
///
/// 1. [#open]: the client behind trusted proxies, the request id, the trace, and what the answer
///    will say of the origin (CORS)
/// 2. [#route]: 501, 414, 417, hostile paths, 308, 404, 405, `OPTIONS`, pages, and the address's
///    budget (429); then who asks is found out (401)
/// 3. [#checkHead]: whether an account is needed (401), the caller's budget (429), its right (403),
///    then 406, 415, 413, before a byte of the body is read
/// 4. [#call]: 400 and 422, all defects at once
/// 5. the handler, until its deadline (504)
/// 6. [#answer] or [#failed]: 304, `HEAD`, headers, problems, compression
/// 7. [#finished]: one log line and one measurement
///
/// All of it is plain computation; what differs between the servers is only how they wait for the
/// body and for the handler.
public final class Chain {
  private static final Logger LOG = LoggerFactory.getLogger(Chain.class);
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE");

  private final Contract contract;
  private final Elsewhere elsewhere;
  private final Meters meters;
  private final Proxies proxies;
  private final Cors cors;
  private final Quotas quotas;
  private final BodyLimits limits;

  public Chain(
      Contract contract,
      Pages pages,
      Meters meters,
      Proxies proxies,
      Cors cors,
      Quotas quotas,
      BodyLimits limits) {
    this.contract = contract;
    this.elsewhere = new Elsewhere(pages);
    this.meters = meters;
    this.proxies = proxies;
    this.cors = cors;
    this.quotas = quotas;
    this.limits = limits;
  }

  Contract contract() {
    return contract;
  }

  BodyLimits limits() {
    return limits;
  }

  Exchange open(Head received) {
    Head head = proxies.apply(received);
    return new Exchange(
        head,
        RequestIds.of(head.header("X-Request-Id")),
        Trace.of(head.header("traceparent")),
        cors.headers(head));
  }

  /// Finds what the request is for. An operation is left in the exchange; whatever else can be
  /// answered without one is answered here.
  Optional<Reply> route(Exchange exchange) {
    Head head = exchange.head();
    if (!METHODS.contains(head.method())) {
      throw Problem.of(ProblemType.NOT_IMPLEMENTED, "No operation knows this method.");
    }
    Framing.check(head);
    return switch (contract.route(head.method(), head.path())) {
      case Route.Found found -> {
        exchange.routed(found.operation(), found.segments());
        quotas.checkAddress(head.peer(), found.operation());
        yield Optional.empty();
      }
      case Route.OtherMethods other -> Optional.of(Elsewhere.otherMethod(head, other));
      case Route.Moved moved -> Optional.of(Elsewhere.moved(head, moved.path()));
      case Route.Missing missing -> Optional.of(elsewhere.page(head));
      case Route.Hostile hostile ->
          throw Problem.of(ProblemType.MALFORMED_REQUEST, "The path is not well-formed.");
    };
  }

  /// Refuses what the head and its caller, who is identified by now, give reason to refuse. True
  /// when a body has to be read.
  boolean checkHead(Exchange exchange) {
    Head head = exchange.head();
    Operation operation = exchange.operation().orElseThrow();
    Policies.requireAccount(operation, exchange.caller());
    exchange.budget(quotas.take(exchange, operation));
    Policies.requireRight(operation, exchange.caller());
    operation.negotiate(head);
    if (operation.bodies().isEmpty()) {
      return false;
    }
    operation.checkMediaType(head);
    exchange.readsBody();
    long length = head.header("Content-Length").map(Chain::length).orElse(0L);
    if (length > limits.bytes()) {
      throw limits.tooLarge();
    }
    return true;
  }

  private static long length(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw Problem.of(ProblemType.MALFORMED_REQUEST, "`Content-Length` is not a number.");
    }
  }

  Call call(Exchange exchange, Buffer body) {
    return exchange
        .operation()
        .orElseThrow()
        .accept(
            exchange.head(),
            exchange.segments(),
            exchange.requestId(),
            exchange.trace().id(),
            exchange.caller(),
            body,
            exchange.cost(),
            exchange.deadline());
  }

  /// Refuses what is no handshake, and one by a page of another site.
  void checkHandshake(Exchange exchange) {
    Handshake.check(exchange.head());
    cors.checkHandshake(exchange.head());
  }

  Answer answer(Exchange exchange, Reply reply) {
    return Answers.of(exchange, reply);
  }

  /// The answer to bytes in which the server itself did not find a request, and the last one on
  /// their connection.
  ///
  /// @param status what the server would have answered
  Answer unreadable(Exchange exchange, int status) {
    return failed(exchange, Failures.unreadable(status));
  }

  /// The answer to a request that failed.
  Answer failed(Exchange exchange, Throwable failure) {
    Problem problem = Failures.of(failure);
    log(exchange, problem);
    return answer(exchange, Failures.reply(exchange, problem));
  }

  private static void log(Exchange exchange, Problem problem) {
    if (problem.type().status() == 501) {
      return; // Anybody can ask for what we do not have; the access log has it.
    }
    if (problem.type() == ProblemType.INTERNAL_ERROR) {
      LOG.error("request failed request={}", exchange.requestId(), problem.getCause());
    } else if (problem.type().status() >= 500) {
      // Without a stack: in an outage this is every request.
      String cause = String.valueOf(problem.getCause());
      LOG.warn("{} request={} cause={}", problem.getMessage(), exchange.requestId(), cause);
    }
  }

  /// Logs and counts the request once, after its last byte was sent or its connection was lost.
  ///
  /// @param status the status that was sent, 499 when the client went away before the answer
  void finished(Exchange exchange, int status, long bytes) {
    if (!exchange.finish()) {
      return;
    }
    long nanos = exchange.nanos();
    String operation = exchange.operation().map(Operation::id).orElse("none");
    meters.request(operation, status, nanos);
    AccessLog.write(exchange, operation, status, bytes, nanos);
  }

  /// What the log says of a request whose client went away.
  static final int CLIENT_CLOSED = 499;

  /// The chain's steps in order, for people.
  public static List<String> steps() {
    return List.of(
        "trusted proxies",
        "request id and trace",
        "route",
        "address budget",
        "authentication",
        "account",
        "caller budget",
        "right",
        "negotiation",
        "media type",
        "body limit",
        "contract",
        "deadline",
        "handler",
        "conditional",
        "headers",
        "compression",
        "access log and metrics");
  }
}
