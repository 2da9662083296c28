package dev.principia.account;

import java.time.Duration;
import java.time.Instant;

/// What becomes of a refresh token that is presented.
sealed interface Rotation {
  /// It is the current one: its successor takes its place.
  record Rotate(RefreshToken successor) implements Rotation {}

  /// It was current a moment ago, and its successor has not been used: the same successor again,
  /// because the first answer may have been lost, or two requests raced.
  record Repeat(RefreshToken successor) implements Rotation {}

  /// It was used before: the token was stolen, or its thief was first. The whole family ends.
  record Reused() implements Rotation {}

  /// The session is over.
  record Unknown() implements Rotation {}

  /// How long a used token still gives its successor.
  Duration GRACE = Duration.ofSeconds(10);

  /// @param successor of `token`
  static Rotation of(RefreshToken token, RefreshToken successor, SessionRow session, Instant now) {
    if (session.isOver(now)) {
      return new Unknown();
    }
    if (token.hasHash(session.refreshHash())) {
      return new Rotate(successor);
    }
    boolean previous = session.previousHash().map(token::hasHash).orElse(false);
    boolean inTime = now.isBefore(session.rotatedAt().plus(GRACE));
    return previous && inTime ? new Repeat(successor) : new Reused();
  }
}
