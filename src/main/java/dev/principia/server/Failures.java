package dev.principia.server;

import dev.principia.contract.Deadline;
import dev.principia.contract.Head;
import dev.principia.contract.Media;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import dev.principia.contract.Reply;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/// What a client is told of a failure: the one place in which it is put into words.
final class Failures {
  private static final String STYLED =
      "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private Failures() {}

  static Problem of(Throwable failure) {
    return switch (failure) {
      case Problem refused -> refused;
      case CompletionException wrapper when wrapper.getCause() instanceof Problem refused ->
          refused;
      case TimeoutException late -> Deadline.exceeded();
      default ->
          Problem.of(ProblemType.INTERNAL_ERROR, "The failure was logged by its request id.")
              .causedBy(failure);
    };
  }

  /// What is wrong with bytes in which the server itself did not find a request. The answer is the
  /// last one on their connection.
  ///
  /// @param status what the server would have answered
  static Problem unreadable(int status) {
    Problem problem =
        switch (status) {
          case 408 -> Problem.of(ProblemType.REQUEST_TIMEOUT, "The head arrived too slowly.");
          case 414 -> Problem.of(ProblemType.URI_TOO_LONG, "The request line is too long.");
          case 431 -> Problem.of(ProblemType.HEADERS_TOO_LARGE, "The headers are too large.");
          case 500 ->
              Problem.of(ProblemType.INTERNAL_ERROR, "The request came, the answer did not.");
          case 503 ->
              Problem.later(
                  ProblemType.OVERLOADED, "This server is being stopped.", Duration.ofSeconds(1));
          case 417 -> Framing.unknownExpectation();
          default -> Problem.of(ProblemType.MALFORMED_REQUEST, "This is not an HTTP/1.1 request.");
        };
    return problem.with("Connection", "close");
  }

  /// The problem as JSON; outside the API as a page for clients that would rather have one.
  static Reply reply(Exchange exchange, Problem problem) {
    Head head = exchange.head();
    Reply json = problem.reply(head.path(), exchange.requestId());
    if (head.path().startsWith("/api/")) {
      return json;
    }
    Optional<String> preferred =
        Media.choose(List.of(Media.PROBLEM, Media.JSON, Media.HTML), head.header("Accept"));
    return (preferred.equals(Optional.of(Media.HTML)) ? page(exchange, problem, json) : json)
        .with("Vary", "Accept");
  }

  private static Reply page(Exchange exchange, Problem problem, Reply json) {
    String html =
        """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>%1$s</title>
        <link rel="stylesheet" href="/docs/style.css">
        <main><h1>%1$s</h1><p>%2$s</p>
        <p><a href="%3$s">What this means</a></p>
        <p>Status %4$d, request <code>%5$s</code></p></main>
        """
            .formatted(
                escaped(problem.type().title()),
                escaped(problem.detail()),
                problem.type().uri(),
                problem.type().status(),
                exchange.requestId());
    return new Reply.Bytes(json.status(), Media.HTML, Buffer.buffer(html), json.headers())
        .with("Content-Security-Policy", STYLED);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
