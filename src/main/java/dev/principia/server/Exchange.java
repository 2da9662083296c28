package dev.principia.server;

import dev.principia.contract.Caller;
import dev.principia.contract.Cost;
import dev.principia.contract.Deadline;
import dev.principia.contract.Head;
import dev.principia.contract.Limiter.Budget;
import dev.principia.contract.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One request on its way through the chain. It belongs to one thread at a time: its event loop, or
/// the thread that serves it.
final class Exchange {
  private final Head head;
  private final String requestId;
  private final Trace trace;
  private final List<Map.Entry<String, String>> originHeaders;
  private final long start = System.nanoTime();
  private final Cost cost = new Cost();
  private final Deadline deadline = new Deadline();
  private Optional<Operation> operation = Optional.empty();
  private List<String> segments = List.of();
  private Caller caller = Caller.ANONYMOUS;
  private Optional<Budget> budget = Optional.empty();
  private boolean readsBody;
  private boolean finished;

  Exchange(
      Head head, String requestId, Trace trace, List<Map.Entry<String, String>> originHeaders) {
    this.head = head;
    this.requestId = requestId;
    this.trace = trace;
    this.originHeaders = originHeaders;
  }

  Head head() {
    return head;
  }

  String requestId() {
    return requestId;
  }

  /// What the answer says of the request's origin, see [Cors].
  List<Map.Entry<String, String>> originHeaders() {
    return originHeaders;
  }

  /// The trace that the request belongs to.
  Trace trace() {
    return trace;
  }

  Cost cost() {
    return cost;
  }

  /// Until when the handler may take.
  Deadline deadline() {
    return deadline;
  }

  /// The operation that the request is for, once it is routed.
  Optional<Operation> operation() {
    return operation;
  }

  /// Decoded segments of the path below the base path.
  List<String> segments() {
    return segments;
  }

  /// Who asks; anonymous until that is found out.
  Caller caller() {
    return caller;
  }

  void identified(Caller found) {
    caller = found;
  }

  /// What is left of the caller's budget, once something was taken from it.
  Optional<Budget> budget() {
    return budget;
  }

  void budget(Budget left) {
    budget = Optional.of(left);
  }

  void routed(Operation found, List<String> path) {
    operation = Optional.of(found);
    segments = path;
  }

  /// From here on the body is read to its end, or the answer says that the connection is closed.
  void readsBody() {
    readsBody = true;
  }

  /// Whether the client has announced a body that nobody reads: what follows on the connection is
  /// not a request.
  boolean leavesBody() {
    return !readsBody
        && (head.header("Transfer-Encoding").isPresent()
            || head.header("Content-Length").filter(length -> !length.equals("0")).isPresent());
  }

  long nanos() {
    return System.nanoTime() - start;
  }

  /// True once: a request is logged and counted one time, however it ends.
  boolean finish() {
    boolean first = !finished;
    finished = true;
    return first;
  }
}
