package dev.principia.account;

import dev.principia.contract.Call;
import dev.principia.contract.Digests;
import dev.principia.contract.Limiter;
import dev.principia.contract.Limiter.Budget;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How long passwords can be guessed.
///
/// For one account from one address the wait grows with every failure ([SignInDelays]), in each
/// process, and 10 may fail in a minute, in all processes together. From one address 30 may fail in
/// a minute, whatever the account, and 1,000 from all, which is what somebody meets who tries one
/// password on many accounts.
///
/// Nobody can lock an owner out from elsewhere: what other addresses do never counts against an
/// account, and the two wide budgets don't hold where the account has had a session lately. So
/// while they are used up, new devices wait; and a neighbour behind the same address can make the
/// owner wait for the five minutes that a delay lasts at most. Budgets and delays hold an address
/// of a person as a hash only.
final class SignInThrottle {
  private static final Logger LOG = LoggerFactory.getLogger(SignInThrottle.class);

  /// @param policy names the budget
  /// @param quota how many may fail in a minute
  private record Bound(String policy, int quota, String key) {}

  private final Limiter limiter;
  private final Consumer<String> exhausted;
  private final Optional<SignInDelays> delays;

  /// @param limiter [Limiter#NONE] switches the delays off too
  /// @param exhausted is told which budget is used up, at every failure from then on
  SignInThrottle(Limiter limiter, Clock clock, Consumer<String> exhausted) {
    this.limiter = limiter;
    this.exhausted = exhausted;
    this.delays =
        limiter.equals(Limiter.NONE) ? Optional.empty() : Optional.of(new SignInDelays(clock));
  }

  /// Begins a try; 429 when too many have failed already, and nothing is hashed then.
  ///
  /// @param known whether the account has had a session at the caller's address lately
  void begin(Call call, boolean known) {
    begin(call.client().network(), email(call), known);
  }

  void begin(String peer, String email, boolean known) {
    List<Bound> bounds = known ? List.of(own(peer, email)) : bounds(peer, email);
    for (Bound bound : bounds) {
      Budget budget = limiter.take(bound.policy(), bound.key(), bound.quota(), 0);
      if (!budget.allowed()) {
        throw refused(Duration.ofSeconds(budget.resetSeconds()));
      }
    }
    Optional<Duration> delay = delays.flatMap(each -> each.begin(pair(peer, email)));
    if (delay.isPresent()) {
      throw refused(delay.get().plusMillis(999)); // whole seconds, never too few
    }
  }

  private static Problem refused(Duration delay) {
    return Problem.later(
        ProblemType.TOO_MANY_REQUESTS, "Too many sign-ins have failed; try again later.", delay);
  }

  /// The try has failed.
  void failed(Call call) {
    failed(call.client().network(), email(call), call.requestId());
  }

  void failed(String peer, String email, String request) {
    for (Bound bound : bounds(peer, email)) {
      Budget budget = limiter.take(bound.policy(), bound.key(), bound.quota(), 1);
      if (budget.remaining() == 0) {
        exhausted.accept(bound.policy());
        LOG.warn("sign-ins fail too often: {} request={}", bound.policy(), request);
      }
    }
  }

  /// The try has succeeded: its account has no delay at this address any more.
  void succeeded(Call call) {
    succeeded(call.client().network(), email(call));
  }

  void succeeded(String peer, String email) {
    delays.ifPresent(each -> each.succeeded(pair(peer, email)));
  }

  private static List<Bound> bounds(String peer, String email) {
    return List.of(
        own(peer, email),
        new Bound("sign-in address", 30, peer),
        new Bound("sign-in all", 1000, "all"));
  }

  private static Bound own(String peer, String email) {
    return new Bound("sign-in account", 10, pair(peer, email));
  }

  private static String email(Call call) {
    return NewAccount.email(call.body().getString("email"));
  }

  private static String pair(String peer, String email) {
    return peer + ' ' + hash(email);
  }

  private static String hash(String email) {
    return HexFormat.of().formatHex(Digests.sha256(email), 0, 16);
  }
}
