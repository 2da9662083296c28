package dev.principia.contract;

import java.util.UUID;

/// What this process knows of sessions that were ended before their time. Asking never waits; any
/// thread.
@FunctionalInterface
public interface EndedSessions {
  /// Whether nobody may act by this session any more.
  boolean isEnded(UUID session);
}
