package dev.principia.contract;

/// Finds out who asks, from the request's head alone: nothing is looked up, so both flows share it.
@FunctionalInterface
public interface Authenticator {
  /// The caller; [Caller#ANONYMOUS] when the request carries no credentials.
  ///
  /// @throws Problem [ProblemType#UNAUTHENTICATED] when it carries bad ones, needed or not
  Caller authenticate(Head head);
}
