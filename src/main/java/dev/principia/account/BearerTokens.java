package dev.principia.account;

import dev.principia.contract.Caller;
import dev.principia.contract.Head;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/// Who sends an access token (RFC 6750). Nothing is looked up, so both flows share it.
public final class BearerTokens {
  private static final String SCHEME = "bearer ";

  private final Tokens tokens;

  public BearerTokens(Snapshot snapshot, Clock clock) {
    this.tokens = new Tokens(snapshot, clock);
  }

  /// Empty when the request carries no bearer token; a bad one is refused, needed or not.
  public Optional<Caller> caller(Head head) {
    return head.header("Authorization").map(this::caller);
  }

  private Caller caller(String header) {
    if (!header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      throw refused();
    }
    return tokens.verify(header.substring(SCHEME.length()).strip()).orElseThrow(BearerTokens::refused);
  }

  private static Problem refused() {
    return Problem.of(
            ProblemType.UNAUTHENTICATED, "The access token is not valid: get a new one.")
        .with("WWW-Authenticate", "Bearer error=\"invalid_token\"");
  }
}
