package dev.principia.account;

import dev.principia.contract.Call;
import dev.principia.contract.Limiter;
import dev.principia.contract.Limiter.Budget;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How many sign-ins may fail in a minute: for one account from one address, from one address, and
/// in all, which is what somebody meets who tries one password on many accounts.
///
/// An account is never limited by what other addresses do: nobody can lock its owner out. Budgets
/// are shared by instances; an address is kept as a hash.
final class SignInThrottle {
  private static final Logger LOG = LoggerFactory.getLogger(SignInThrottle.class);

  /// @param policy names the budget
  /// @param quota how many may fail in a minute
  private record Bound(String policy, int quota, String key) {}

  private final Limiter limiter;

  SignInThrottle(Limiter limiter) {
    this.limiter = limiter;
  }

  /// 429 when too many have failed already; nothing is hashed then.
  void check(Call call) {
    for (Bound bound : bounds(call)) {
      Budget budget = limiter.take(bound.policy(), bound.key(), bound.quota(), 0);
      if (!budget.allowed()) {
        throw Problem.later(
            ProblemType.TOO_MANY_REQUESTS,
            "Too many sign-ins have failed; try again later.",
            Duration.ofSeconds(budget.resetSeconds()));
      }
    }
  }

  /// One more has failed.
  void failed(Call call) {
    for (Bound bound : bounds(call)) {
      Budget budget = limiter.take(bound.policy(), bound.key(), bound.quota(), 1);
      if (budget.remaining() == 0) {
        LOG.warn("sign-ins fail too often: {} request={}", bound.policy(), call.requestId());
      }
    }
  }

  private static List<Bound> bounds(Call call) {
    String email = NewAccount.email(call.body().getString("email"));
    return List.of(
        new Bound("sign-in account", 10, call.client().address() + ' ' + hash(email)),
        new Bound("sign-in address", 30, call.client().address()),
        new Bound("sign-in all", 1000, "all"));
  }

  private static String hash(String email) {
    try {
      byte[] bytes = email.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
