package dev.principia.lab.result;

import java.time.Duration;
import java.util.List;

/// A workload as data: `lab/scenarios/*.yaml`.
///
/// @param question what it is to answer
/// @param expectation what we expect, written before the run
/// @param streams what is asked, and how often; the first one's times are reported
/// @param ofCapacity factors of the arm's own capacity, one after the other; empty when the
///   streams' rates are meant as they stand
/// @param downstreamMillis how long a call of another system takes within each request; 0 for none
/// @param connections open before the window, and in use at once during warm-up
/// @param deadlineMillis a request unanswered by then is given up
public record Scenario(
    String id,
    String title,
    String question,
    String expectation,
    List<Stream> streams,
    List<Double> ofCapacity,
    int downstreamMillis,
    int connections,
    int deadlineMillis) {

  /// Requests of one kind.
  ///
  /// @param perSecond how many are due in a second
  /// @param signedIn whether they carry the demo learner's token
  /// @param body empty for none; `{email}` and `{password}` stand for the demo learner's
  /// @param status of a good answer
  /// @param sameBytes whether every arm must answer with the same bytes; else with the same members
  public record Stream(
      String method,
      String path,
      boolean signedIn,
      String body,
      double perSecond,
      int status,
      boolean sameBytes) {}

  /// All requests due in a second.
  public double perSecond() {
    return streams.stream().mapToDouble(Stream::perSecond).sum();
  }

  public Duration deadline() {
    return Duration.ofMillis(deadlineMillis);
  }
}
