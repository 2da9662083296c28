package dev.principia.server;

import dev.principia.contract.Head;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import dev.principia.contract.Reply;
import dev.principia.contract.Route;
import java.util.Locale;
import java.util.Optional;

/// Answers to requests that are for no operation: other methods of a known path, other spellings of
/// it, pages beside the API, and nothing at all.
final class Elsewhere {
  private final Pages pages;

  Elsewhere(Pages pages) {
    this.pages = pages;
  }

  /// A known path asked with another method: what it has, or 405.
  static Reply otherMethod(Head head, Route.OtherMethods other) {
    String allow = String.join(", ", other.allowed());
    if (head.method().equals("OPTIONS")) {
      return Reply.empty(204).with("Allow", allow);
    }
    throw Problem.of(ProblemType.METHOD_NOT_ALLOWED, "Allowed here: " + allow + ".")
        .with("Allow", allow);
  }

  static Reply moved(Head head, String path) {
    String query = head.query().isEmpty() ? "" : "?" + head.query();
    return Reply.empty(308).with("Location", path + query);
  }

  /// The page of this address, or a redirect to it.
  Reply page(Head head) {
    Optional<Reply> found = pages.find(head.path());
    if (found.isEmpty()) {
      return canonical(head);
    }
    if (head.method().equals("OPTIONS")) {
      return Reply.empty(204).with("Allow", "GET, HEAD, OPTIONS");
    }
    if (!head.method().equals("GET") && !head.method().equals("HEAD")) {
      throw Problem.of(ProblemType.METHOD_NOT_ALLOWED, "This page can only be read.")
          .with("Allow", "GET, HEAD, OPTIONS");
    }
    return found.get();
  }

  private Reply canonical(Head head) {
    String lower = head.path().toLowerCase(Locale.ROOT);
    String wanted = lower.endsWith("/") ? lower.substring(0, lower.length() - 1) : lower;
    if (wanted.equals(head.path()) || pages.find(wanted).isEmpty()) {
      throw Problem.notFound();
    }
    return moved(head, wanted);
  }
}
