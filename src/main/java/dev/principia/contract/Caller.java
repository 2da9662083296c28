package dev.principia.contract;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Who asks. Identity comes from the chain, never from a body or a parameter.
///
/// @param account empty for an anonymous caller
/// @param session the session that the caller signed in with; empty for API keys
/// @param admin whether the account has the role `admin`
/// @param scopes what an API key is limited to; empty when there is no limit
/// @param until when what it came with expires by itself; see [Standing]
public record Caller(
    Optional<UUID> account,
    Optional<UUID> session,
    boolean admin,
    Optional<Set<String>> scopes,
    Optional<Instant> until) {
  /// Nobody in particular.
  public static final Caller ANONYMOUS =
      new Caller(Optional.empty(), Optional.empty(), false, Optional.empty());

  public Caller(
      Optional<UUID> account, Optional<UUID> session, boolean admin, Optional<Set<String>> scopes) {
    this(account, session, admin, scopes, Optional.empty());
  }

  /// The account itself, with all its rights.
  public static Caller account(UUID account) {
    return new Caller(Optional.of(account), Optional.empty(), false, Optional.empty());
  }

  /// The account's id; a mistake where the policy lets anonymous callers in.
  public UUID id() {
    return account.orElseThrow(() -> new IllegalStateException("the caller is anonymous"));
  }
}
