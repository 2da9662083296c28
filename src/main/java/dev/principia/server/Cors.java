package dev.principia.server;

import dev.principia.contract.Head;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which web pages of other origins may read our answers (Fetch Standard, CORS). An origin that is
/// not listed gets no such header, and its browser keeps the answer from the page. Credentials are
/// never allowed: pages of other origins sign in with tokens, not with cookies.
///
/// @param origins as browsers send them, `https://app.example.org`; none by default
public record Cors(Set<String> origins) {
  private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
  private static final String MAY_SEND =
      "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-API-Key,"
          + " X-Request-Id, traceparent";
  private static final String MAY_READ =
      "ETag, Location, Link, RateLimit, RateLimit-Policy, Retry-After, Server-Timing,"
          + " Idempotency-Replayed, X-Request-Id";
  private static final String SECONDS = "600";

  /// What an answer to this request says of its origin.
  List<Map.Entry<String, String>> headers(Head head) {
    if (origins.isEmpty()) {
      return List.of();
    }
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    headers.add(Map.entry("Vary", "Origin"));
    Optional<String> origin = head.header("Origin").filter(origins::contains);
    if (origin.isPresent()) {
      headers.add(Map.entry("Access-Control-Allow-Origin", origin.get()));
      headers.add(Map.entry("Access-Control-Expose-Headers", MAY_READ));
      if (isPreflight(head)) {
        headers.add(Map.entry("Access-Control-Allow-Methods", METHODS));
        headers.add(Map.entry("Access-Control-Allow-Headers", MAY_SEND));
        headers.add(Map.entry("Access-Control-Max-Age", SECONDS));
      }
    }
    return headers;
  }

  /// Browsers open WebSockets to any site and send its cookies along, and no header of an answer
  /// keeps a page from reading them (RFC 6455, 10.2): so a page has to be ours or of a listed
  /// origin. Clients that are no browsers send no origin.
  void checkHandshake(Head head) {
    Optional<String> origin = head.header("Origin");
    String own = head.scheme() + "://" + head.host();
    if (origin.isPresent() && !origin.get().equals(own) && !origins.contains(origin.get())) {
      throw Problem.of(
          ProblemType.FOREIGN_ORIGIN, "Pages of this origin may not open connections here.");
    }
  }

  private static boolean isPreflight(Head head) {
    return head.method().equals("OPTIONS")
        && head.header("Access-Control-Request-Method").isPresent();
  }
}
