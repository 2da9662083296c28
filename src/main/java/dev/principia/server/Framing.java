package dev.principia.server;

import dev.principia.contract.Head;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;

/// What must be true of any request before its address is looked at (RFC 9112).
final class Framing {
  private static final int LONGEST_ADDRESS = 8 * 1024;

  private Framing() {}

  static void check(Head head) {
    if (head.path().length() + head.query().length() > LONGEST_ADDRESS) {
      throw Problem.of(
          ProblemType.URI_TOO_LONG, "An address may have " + LONGEST_ADDRESS + " characters.");
    }
    if (head.path().indexOf('#') >= 0 || head.query().indexOf('#') >= 0) {
      throw Problem.of(ProblemType.MALFORMED_REQUEST, "An address is sent without its fragment.");
    }
    if (head.header("Transfer-Encoding").filter(e -> !e.equalsIgnoreCase("chunked")).isPresent()) {
      throw Problem.of(ProblemType.MALFORMED_REQUEST, "`Transfer-Encoding` can only be `chunked`.");
    }
    if (head.header("Expect").filter(e -> !e.equalsIgnoreCase("100-continue")).isPresent()) {
      throw unknownExpectation();
    }
  }

  static Problem unknownExpectation() {
    return Problem.of(ProblemType.EXPECTATION_FAILED, "Only `100-continue` can be expected.");
  }
}
