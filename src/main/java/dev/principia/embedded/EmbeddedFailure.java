package dev.principia.embedded;

/// The services could not be started. The message is written for the person at the terminal: what
/// is wrong and what to do, sometimes followed by the last lines that the failing program has said.
public class EmbeddedFailure extends RuntimeException {
  EmbeddedFailure(String message) {
    super(message);
  }

  EmbeddedFailure(String message, Throwable cause) {
    super(message, cause);
  }

  static EmbeddedFailure diskFull(Object place) {
    return new EmbeddedFailure(
        "The disk of " + place + " is full: free some space and start again.");
  }

  /// Somebody else was faster: another port may still do.
  static final class PortTaken extends EmbeddedFailure {
    PortTaken(String message) {
      super(message);
    }
  }
}
