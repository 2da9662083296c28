package dev.principia.lab;

import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import dev.principia.contract.Reply;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/// Work of a known size; the same bytes from every server.
final class Work {
  private static final int ROUNDS_PER_UNIT = 4_000;
  private static final int DIGEST_BYTES = 32;

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
