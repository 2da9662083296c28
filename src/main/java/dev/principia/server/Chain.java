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
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What happens to every request before and after its handler, in this order, on both servers:
///
/// 1. [#open]: the request id
/// 2. [#route]: 501, hostile paths, 308, 404, 405, `OPTIONS`, pages
/// 3. [#checkHead]: who asks (401, 403), then 406, 415, 413, before a byte of the body is read
/// 4. [#call]: 400 and 422, all defects at once
/// 5. the handler
/// 6. [#answer] or [#failed]: 304, `HEAD`, headers, problems
/// 7. [#finished]: one log line and one measurement
///
/// All of it is plain computation; what differs between the servers is only how they wait for the
/// body and for the handler.
public final class Chain {
  private static final Logger LOG = LoggerFactory.getLogger(Chain.class);
  private static final Logger ACCESS = LoggerFactory.getLogger("access");
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE");

  private final Contract contract;
  private final Pages pages;
  private final Meters meters;
  private final int bodyLimit;

  /// @param bodyLimit the most bytes of a request body
  public Chain(Contract contract, Pages pages, Meters meters, int bodyLimit) {
    this.contract = contract;
    this.pages = pages;
    this.meters = meters;
    this.bodyLimit = bodyLimit;
  }

  Contract contract() {
    return contract;
  }

  int bodyLimit() {
    return bodyLimit;
  }

  Exchange open(Head head) {
    return new Exchange(head, RequestIds.of(head.header("X-Request-Id")));
  }

  /// Finds what the request is for. An operation is left in the exchange; whatever else can be
  /// answered without one is answered here.
  Optional<Reply> route(Exchange exchange) {
    Head head = exchange.head();
    if (!METHODS.contains(head.method())) {
      throw Problem.of(ProblemType.NOT_IMPLEMENTED, "No operation knows this method.");
    }
    return switch (contract.route(head.method(), head.path())) {
      case Route.Found found -> {
        exchange.routed(found.operation(), found.segments());
        yield Optional.empty();
      }
      case Route.OtherMethods other -> Optional.of(otherMethod(head, other));
      case Route.Moved moved -> Optional.of(moved(head, moved.path()));
      case Route.Missing missing -> Optional.of(page(head));
      case Route.Hostile hostile ->
          throw Problem.of(ProblemType.MALFORMED_REQUEST, "The path is not well-formed.");
    };
  }

  private static Reply otherMethod(Head head, Route.OtherMethods other) {
    String allow = String.join(", ", other.allowed());
    if (head.method().equals("OPTIONS")) {
      return Reply.empty(204).with("Allow", allow);
    }
    throw Problem.of(ProblemType.METHOD_NOT_ALLOWED, "Allowed here: " + allow + ".")
        .with("Allow", allow);
  }

  private static Reply moved(Head head, String path) {
    String query = head.query().isEmpty() ? "" : "?" + head.query();
    return Reply.empty(308).with("Location", path + query);
  }

  private Reply page(Head head) {
    Reply page = pages.find(head.path()).orElseThrow(Problem::notFound);
    if (head.method().equals("OPTIONS")) {
      return Reply.empty(204).with("Allow", "GET, HEAD, OPTIONS");
    }
    if (!head.method().equals("GET") && !head.method().equals("HEAD")) {
      throw Problem.of(ProblemType.METHOD_NOT_ALLOWED, "This page can only be read.")
          .with("Allow", "GET, HEAD, OPTIONS");
    }
    return page;
  }

  /// Refuses what the head and its caller, who is identified by now, give reason to refuse. True
  /// when a body has to be read.
  boolean checkHead(Exchange exchange) {
    Head head = exchange.head();
    Operation operation = exchange.operation().orElseThrow();
    Policies.check(operation, exchange.caller());
    operation.negotiate(head);
    if (operation.bodies().isEmpty()) {
      return false;
    }
    operation.checkMediaType(head);
    long length = head.header("Content-Length").map(Chain::length).orElse(0L);
    if (length > bodyLimit) {
      throw tooLarge();
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

  Problem tooLarge() {
    return Problem.of(
        ProblemType.CONTENT_TOO_LARGE, "The body may have at most " + bodyLimit + " bytes.");
  }

  Call call(Exchange exchange, Buffer body) {
    return exchange
        .operation()
        .orElseThrow()
        .accept(
            exchange.head(),
            exchange.segments(),
            exchange.requestId(),
            exchange.caller(),
            body,
            exchange.cost());
  }

  Answer answer(Exchange exchange, Reply reply) {
    return Answers.of(exchange, reply);
  }

  /// The answer to a request that failed: the one place in which a failure is put into words.
  Answer failed(Exchange exchange, Throwable failure) {
    Problem problem =
        switch (failure) {
          case Problem refused -> refused;
          case CompletionException wrapper when wrapper.getCause() instanceof Problem refused ->
              refused;
          case TimeoutException late ->
              Problem.of(ProblemType.DEADLINE_EXCEEDED, "The request took longer than it may.");
          default ->
              Problem.of(ProblemType.INTERNAL_ERROR, "The failure was logged by its request id.")
                  .causedBy(failure);
        };
    log(exchange, problem);
    return answer(exchange, problem.reply(exchange.head().path(), exchange.requestId()));
  }

  private static void log(Exchange exchange, Problem problem) {
    if (problem.type() == ProblemType.INTERNAL_ERROR) {
      LOG.error("request failed request={}", exchange.requestId(), problem.getCause());
    } else if (problem.type().status() >= 500) {
      LOG.warn("{} request={}", problem.getMessage(), exchange.requestId(), problem.getCause());
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
    if (ACCESS.isInfoEnabled()) {
      Head head = exchange.head();
      ACCESS
          .atInfo()
          .setMessage("{} {} {}")
          .addArgument(head.method())
          .addArgument(head.path())
          .addArgument(status)
          .addKeyValue("operation", operation)
          .addKeyValue("status", status)
          .addKeyValue("ms", Math.round(nanos / 1e3) / 1e3)
          .addKeyValue("bytes", bytes)
          .addKeyValue("peer", head.peer())
          .addKeyValue("request", exchange.requestId())
          .log();
    }
  }

  /// What the log says of a request whose client went away.
  static final int CLIENT_CLOSED = 499;

  /// The chain's steps in order, for people.
  public static List<String> steps() {
    return List.of(
        "request id",
        "route",
        "authentication",
        "policy",
        "negotiation",
        "media type",
        "body limit",
        "contract",
        "handler",
        "conditional",
        "headers",
        "access log and metrics");
  }
}
