package dev.principia.account;

import dev.principia.contract.Authenticator;
import dev.principia.contract.Caller;
import dev.principia.contract.Head;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import java.time.Clock;
import java.util.Locale;

/// Who sends an access token (RFC 6750). Nothing is looked up, so both flows share it.
public final class BearerTokens implements Authenticator {
  private static final String SCHEME = "bearer ";

  private final Tokens tokens;

  public BearerTokens(Snapshot snapshot, Clock clock) {
    this.tokens = new Tokens(snapshot, clock);
  }

  @Override
  public Caller authenticate(Head head) {
    return head.header("Authorization").map(this::caller).orElse(Caller.ANONYMOUS);
  }

  private Caller caller(String header) {
    if (!header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      throw refused();
    }
    return tokens
        .verify(header.substring(SCHEME.length()).strip())
        .orElseThrow(BearerTokens::refused);
  }

  private static Problem refused() {
    return Problem.of(ProblemType.UNAUTHENTICATED, "The access token is not valid: get a new one.")
        .with("WWW-Authenticate", "Bearer error=\"invalid_token\"");
  }
}
