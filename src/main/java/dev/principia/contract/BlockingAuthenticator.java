package dev.principia.contract;

/// Finds out who asks, on a thread that may wait: what the head alone doesn't tell may be looked
/// up.
@FunctionalInterface
public interface BlockingAuthenticator {
  /// The caller; throws as [Authenticator#authenticate].
  Caller authenticate(Head head);
}
