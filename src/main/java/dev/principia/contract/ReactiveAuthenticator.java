package dev.principia.contract;

import io.vertx.core.Future;

/// Finds out who asks, on the event loop.
@FunctionalInterface
public interface ReactiveAuthenticator {
  /// The caller; [Caller#ANONYMOUS] when the request carries no credentials. Fails with
  /// [ProblemType#UNAUTHENTICATED] when it carries bad ones, needed or not.
  Future<Caller> authenticate(Head head);
}
