package dev.principia.account;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// When a signing key is made. A key signs for 30 days; its successor is published ten minutes
/// before it takes over, and a key verifies until the last token that it signed has expired.
final class KeyRing {
  static final Duration SIGNS = Duration.ofDays(30);
  static final Duration PUBLISHED_BEFORE = Duration.ofMinutes(10);

  /// How often each process looks for keys that others have made.
  static final Duration LOOKS = Duration.ofSeconds(30);

  /// What the stored private keys are sealed for.
  static final String PURPOSE = "signing keys";

  private KeyRing() {}

  static List<SigningKey> with(List<SigningKey> known, SigningKey key) {
    List<SigningKey> all = new ArrayList<>(known);
    all.add(key);
    return all;
  }

  /// The key that has to be made now, if one has.
  static Optional<SigningKey> due(List<SigningKey> known, Instant now) {
    Optional<Instant> newest = known.stream().map(SigningKey::signsFrom).max(Instant::compareTo);
    if (newest.isEmpty()) {
      return Optional.of(SigningKey.generate(now));
    }
    Instant successor = newest.get().plus(SIGNS);
    return now.isBefore(successor.minus(PUBLISHED_BEFORE))
        ? Optional.empty()
        : Optional.of(SigningKey.generate(now.plus(PUBLISHED_BEFORE)));
  }

  /// Whether it is time to look for other keys. A clock that was put back is no reason to wait.
  static boolean looksAgain(Instant looked, Instant now) {
    return Duration.between(looked, now).abs().compareTo(LOOKS) >= 0;
  }

  /// When the last token of a key is over that signs until its successor does.
  static Instant verifiesUntil(Instant successor) {
    return successor.plus(PUBLISHED_BEFORE).plus(Tokens.LIFETIME);
  }
}
