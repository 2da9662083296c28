package dev.principia.account;

import dev.principia.contract.Authenticator;
import dev.principia.contract.Caller;
import dev.principia.contract.Client;
import dev.principia.contract.Head;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import dev.principia.db.Query;
import java.util.Optional;
import javax.crypto.SecretKey;

/// The rules of credentials that both flows share: an access token speaks for itself; an API key
/// and a cookie have to be looked up, unless they were a moment ago. A cookie comes uninvited with
/// whatever a browser sends, so that it counts only where nothing else is presented.
public final class Identity {
  private static final String KEY = "X-API-Key";

  private final Authenticator tokens;
  private final KnownCredentials known;
  private final Snapshot snapshot;
  private final SecretKey secret;

  /// @param tokens tells the caller by the access token
  /// @param secret seals cookies
  public Identity(
      Authenticator tokens, KnownCredentials known, Snapshot snapshot, SecretKey secret) {
    this.tokens = tokens;
    this.known = known;
    this.snapshot = snapshot;
    this.secret = secret;
  }

  /// What the head alone tells of the caller.
  sealed interface Presented {}

  /// @param caller who it is
  record Known(Caller caller) implements Presented {}

  /// @param credential what has to be looked up
  /// @param client who presents it
  record Unknown(Credential credential, Client client) implements Presented {
    Query<Credential.Found> find() {
      return credential.find();
    }

    Query<Boolean> used() {
      return credential.used(client);
    }
  }

  Presented presented(Head head) {
    boolean bearer = head.header("Authorization").isPresent();
    Optional<String> key = head.header(KEY);
    if (bearer && key.isPresent()) {
      throw Problem.of(ProblemType.UNAUTHENTICATED, "Send an access token or an API key, not both.")
          .with("WWW-Authenticate", "Bearer error=\"invalid_request\"");
    }
    if (bearer) {
      return new Known(tokens.authenticate(head));
    }
    if (key.isPresent()) {
      return known(ApiKey.parse(key.get()).orElseThrow(ApiKey::invalid), head);
    }
    Optional<SessionCookie> cookie = SessionCookie.of(head, secret);
    cookie.ifPresent(each -> each.checkOrigin(head, secret));
    return cookie.map(each -> known(each, head)).orElseGet(() -> new Known(Caller.ANONYMOUS));
  }

  private Presented known(Credential credential, Head head) {
    Optional<KnownCredentials.Entry> entry = known.find(credential);
    return entry.isPresent()
        ? new Known(caller(credential, entry.get().found()))
        : new Unknown(credential, Client.of(head));
  }

  /// The caller by what a look-up found, which is remembered.
  Caller found(Credential credential, Optional<Credential.Found> found) {
    known.add(credential, found);
    return caller(credential, found);
  }

  /// A session that was revoked a moment ago may still be remembered as open.
  private Caller caller(Credential credential, Optional<Credential.Found> found) {
    return found
        .map(Credential.Found::caller)
        .filter(caller -> caller.session().filter(snapshot::isRevoked).isEmpty())
        .orElseThrow(credential::refused);
  }
}
