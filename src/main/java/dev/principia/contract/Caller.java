package dev.principia.contract;

import java.util.Optional;
import java.util.UUID;

/// Who asks. Identity comes from the chain, never from a body or a parameter.
///
/// @param account empty for an anonymous caller
public record Caller(Optional<UUID> account) {
  /// Nobody in particular.
  public static final Caller ANONYMOUS = new Caller(Optional.empty());
}
