package dev.principia.contract;

import io.vertx.core.Future;

/// Finds out who asks, on the event loop: what the head alone doesn't tell may be looked up.
@FunctionalInterface
public interface ReactiveAuthenticator {
  /// The caller, or a failure as of [Authenticator#authenticate]. Complete already when nothing had
  /// to be looked up.
  Future<Caller> authenticate(Head head);
}
