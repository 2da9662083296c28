package dev.principia.lab.load;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/// What a run of the generator is to do.
///
/// @param asks the kinds of requests; times are kept of the first by itself
/// @param settle how long at the beginning nothing is recorded
/// @param connections that are opened before the start
/// @param most the most connections at once; further requests wait and are counted
/// @param deadline a request unanswered by then is given up, and its connection closed
/// @param retries how often a request that was refused, lost or given up is sent again, at once
/// @param closed how many callers ask again only when they are answered, at any rate, in place of
///   the arrivals: for warming up, and to show what such a client overlooks
public record Load(
    List<Ask> asks,
    Arrivals arrivals,
    Duration settle,
    int connections,
    int most,
    Duration deadline,
    int retries,
    OptionalInt closed) {

  /// Requests that are due whether the ones before are answered or not.
  public static Load open(
      List<Ask> asks, Arrivals arrivals, Duration settle, int connections, Duration deadline) {
    return new Load(asks, arrivals, settle, connections, 4000, deadline, 0, OptionalInt.empty());
  }

  /// The same by clients that don't take no for an answer.
  public Load retrying(int times) {
    return new Load(asks, arrivals, settle, connections, most, deadline, times, closed);
  }

  /// Callers that wait for their answer before they ask again.
  public static Load closed(List<Ask> asks, int callers, double seconds) {
    Arrivals time = Arrivals.uniform(new Arrivals.Phase(1e-9, seconds));
    return new Load(
        asks,
        time,
        Duration.ZERO,
        callers,
        callers,
        Duration.ofSeconds(30),
        0,
        OptionalInt.of(callers));
  }
}
