package dev.principia.contract;

/// Finds out who asks, on a thread that may wait.
@FunctionalInterface
public interface BlockingAuthenticator {
  /// The caller; [Caller#ANONYMOUS] when the request carries no credentials. Throws
  /// [ProblemType#UNAUTHENTICATED] when it carries bad ones, needed or not.
  Caller authenticate(Head head);
}
