package dev.principia.account;

import dev.principia.contract.Authenticator;
import dev.principia.contract.Caller;
import dev.principia.contract.Head;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import java.util.Optional;

/// The rules of credentials that both flows share: an access token speaks for itself, an API key
/// has to be looked up unless it was a moment ago.
public final class Identity {
  private static final String KEY = "X-API-Key";

  private final Authenticator tokens;
  private final KnownApiKeys known;

  /// @param tokens tells the caller by the access token
  public Identity(Authenticator tokens, KnownApiKeys known) {
    this.tokens = tokens;
    this.known = known;
  }

  /// The caller, unless the [#key] has to be looked up for it.
  Optional<Caller> known(Head head) {
    if (head.header(KEY).isEmpty()) {
      return Optional.of(tokens.authenticate(head));
    }
    if (head.header("Authorization").isPresent()) {
      throw Problem.of(ProblemType.UNAUTHENTICATED, "Send an access token or an API key, not both.")
          .with("WWW-Authenticate", "Bearer error=\"invalid_request\"");
    }
    return known.find(key(head)).map(entry -> caller(entry.found()));
  }

  /// The key that came with the request.
  ApiKey key(Head head) {
    return head.header(KEY).flatMap(ApiKey::parse).orElseThrow(Identity::refused);
  }

  /// The caller by what a look-up found, which is remembered.
  Caller found(ApiKey key, Optional<ApiKeySql.Found> found) {
    known.add(key, found);
    return caller(found);
  }

  private static Caller caller(Optional<ApiKeySql.Found> found) {
    return found.map(ApiKeySql.Found::caller).orElseThrow(Identity::refused);
  }

  private static Problem refused() {
    return Problem.of(
            ProblemType.UNAUTHENTICATED, "The API key is not valid: unknown, deleted or expired.")
        .with("WWW-Authenticate", "Bearer");
  }
}
