package dev.principia.lab;

import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import dev.principia.contract.Reply;
import dev.principia.guard.TryLater;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/// Work of a known size; the same bytes from every server.
final class Work {
  private static final int ROUNDS_PER_UNIT = 4_000;
  private static final int DIGEST_BYTES = 32;
  private static final Duration GRACE = Duration.ofSeconds(5);

  private Work() {}

  /// SHA-256 of 32 zero bytes, then of each digest before, 4,000 rounds per unit.
  static Reply compute(long units) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] digest = new byte[DIGEST_BYTES];
      for (long round = 0; round < units * ROUNDS_PER_UNIT; round++) {
        digest = sha256.digest(digest);
      }
      return Reply.ok(JsonObject.of("units", units, "digest", HexFormat.of().formatHex(digest)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What another system has answered, by its status.
  ///
  /// @throws TryLater when it says that it cannot now
  static Reply answered(int status, Optional<String> retryAfter, long millis) {
    if (status >= 500 || status == 429) {
      throw new TryLater("status " + status, TryLater.seconds(retryAfter));
    }
    return waited(millis);
  }

  /// How long another system may take that says how long it takes.
  static Duration patience(long millis) {
    return Duration.ofMillis(millis).plus(GRACE);
  }

  /// What is told when another system can't be called.
  static Problem away(Throwable cause) {
    return Problem.later(
            ProblemType.DEPENDENCY_UNAVAILABLE,
            "The other system does not answer.",
            Duration.ofSeconds(1))
        .causedBy(cause);
  }

  static Reply waited(long millis) {
    return Reply.ok(JsonObject.of("ms", millis));
  }
}
