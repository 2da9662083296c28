package dev.principia.server;

import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import java.time.Duration;

/// How much of a request body is taken, and the three ways in which reading one ends early. What is
/// left of it then is not wanted, so the connection cannot be used for another request.
///
/// @param bytes the most bytes
/// @param patience the longest time from the head to the last byte
public record BodyLimits(int bytes, Duration patience) {
  Problem tooLarge() {
    return last(ProblemType.CONTENT_TOO_LARGE, "The body may have at most " + bytes + " bytes.");
  }

  Problem tooSlow() {
    return last(
        ProblemType.REQUEST_TIMEOUT,
        "The body did not arrive within " + patience.toMillis() + " ms.");
  }

  Problem brokenOff() {
    return last(ProblemType.MALFORMED_REQUEST, "The body is broken off or badly framed.");
  }

  private static Problem last(ProblemType type, String detail) {
    return Problem.of(type, detail).with("Connection", "close");
  }
}
