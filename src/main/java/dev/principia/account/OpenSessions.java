package dev.principia.account;

import dev.principia.contract.Caller;
import dev.principia.contract.Standing;
import java.time.Clock;

/// Whose token is still good: not expired, and of a session that nobody has ended; disabling an
/// account ends its sessions, too. What other instances have ended is known here a second later.
public final class OpenSessions implements Standing {
  private final Snapshot snapshot;
  private final Clock clock;

  public OpenSessions(Snapshot snapshot, Clock clock) {
    this.snapshot = snapshot;
    this.clock = clock;
  }

  @Override
  public boolean holds(Caller caller) {
    return caller.until().filter(clock.instant()::isAfter).isEmpty()
        && caller.session().filter(snapshot::isRevoked).isEmpty();
  }
}
