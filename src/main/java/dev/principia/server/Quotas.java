package dev.principia.server;

import dev.principia.contract.Client;
import dev.principia.contract.Limiter;
import dev.principia.contract.Limiter.Budget;
import dev.principia.contract.Operation;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// How much an address and a caller may ask for in a minute, in the costs that the contract gives
/// to operations. An address is limited before anything is done for it; a caller once it is known.
///
/// @param perAddress what one address may take
/// @param perCaller what one account may take, or one address without account
public record Quotas(Limiter limiter, int perAddress, int perCaller) {

  void checkAddress(String address, Operation operation) {
    Budget budget = limiter.take("address", Client.network(address), perAddress, operation.cost());
    if (!budget.allowed()) {
      throw refused(budget);
    }
  }

  /// What is left for the caller; 429 when it is not enough.
  Budget take(Exchange exchange, Operation operation) {
    String key =
        exchange
            .caller()
            .account()
            .map(id -> "account " + id)
            .orElseGet(() -> Client.network(exchange.head().peer()));
    Budget budget = limiter.take("default", key, perCaller, operation.cost());
    if (!budget.allowed()) {
      throw refused(budget);
    }
    return budget;
  }

  private static Problem refused(Budget budget) {
    Problem problem =
        Problem.later(
            ProblemType.TOO_MANY_REQUESTS,
            "The budget of this minute is used up.",
            Duration.ofSeconds(budget.resetSeconds()));
    for (Map.Entry<String, String> header : headers(budget)) {
      problem = problem.with(header.getKey(), header.getValue());
    }
    return problem;
  }

  /// The two fields of draft-ietf-httpapi-ratelimit-headers-10.
  static List<Map.Entry<String, String>> headers(Budget budget) {
    String name = '"' + budget.policy() + '"';
    return List.of(
        Map.entry(
            "RateLimit-Policy", name + ";q=" + budget.quota() + ";w=" + budget.windowSeconds()),
        Map.entry("RateLimit", name + ";r=" + budget.remaining() + ";t=" + budget.resetSeconds()));
  }
}
