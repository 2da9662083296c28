package dev.principia.lab.result;

import java.time.Duration;
import java.util.List;
import java.util.Map;

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
/// @param retries how often the client sends a request again that was refused or given up
/// @param stillMillis how long the server is stopped in every 2 s; 0 for never
/// @param seconds of its window; 0 for as long as the run's are
/// @param settings what every arm is told besides, by the keys of `principia config`
public record Scenario(
    String id,
    String title,
    String question,
    String expectation,
    List<Stream> streams,
    List<Double> ofCapacity,
    int downstreamMillis,
    int connections,
    int deadlineMillis,
    int retries,
    int stillMillis,
    int seconds,
    Map<String, String> settings) {

  /// Requests of one kind.
  ///
  /// @param path may hold `{cursor}`, the next page of the lab's notes, and names of `variants`
  /// @param perSecond how many are due in a second
  /// @param signedIn whether they carry the demo learner's token
  /// @param body empty for none; `{email}` and `{password}` stand for the demo learner's
  /// @param status of a good answer
  /// @param sameBytes whether every arm must answer with the same bytes; else with the same members
  /// @param variants what stands in turn for `{name}` in path and body, every combination
  /// @param warmUp the path while a server warms up where the usual one waits too long for that
  public record Stream(
      String method,
      String path,
      boolean signedIn,
      String body,
      double perSecond,
      int status,
      boolean sameBytes,
      Map<String, List<String>> variants,
      String warmUp) {

    Stream warmingUp() {
      return at(warmUp.isEmpty() ? path : warmUp, body);
    }

    /// The same with a value in the place of a name.
    public Stream with(String name, String value) {
      return at(path.replace(name, value), body.replace(name, value));
    }

    private Stream at(String other, String content) {
      return new Stream(
          method, other, signedIn, content, perSecond, status, sameBytes, variants, warmUp);
    }
  }

  /// The same with what is asked while a server warms up, as fast as it answers.
  public Scenario warmingUp() {
    return with(streams.stream().map(Stream::warmingUp).toList(), ofCapacity);
  }

  /// The same at other rates.
  public Scenario ofCapacity(List<Double> factors) {
    return with(streams, factors);
  }

  private Scenario with(List<Stream> others, List<Double> factors) {
    return new Scenario(
        id,
        title,
        question,
        expectation,
        others,
        factors,
        downstreamMillis,
        connections,
        deadlineMillis,
        retries,
        stillMillis,
        seconds,
        settings);
  }

  /// All requests due in a second.
  public double perSecond() {
    return streams.stream().mapToDouble(Stream::perSecond).sum();
  }

  /// Whether all arms are asked at the same rates, and not at shares of what each can do.
  boolean isOfEqualRates() {
    return ofCapacity.isEmpty();
  }

  /// The length of its window in a run whose windows are so long.
  public int secondsOf(int usual) {
    return seconds == 0 ? usual : seconds;
  }

  public Duration deadline() {
    return Duration.ofMillis(deadlineMillis);
  }
}
