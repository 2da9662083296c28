package dev.principia.guard;

/// A call was not made: those before it have failed, and the other system is left alone for a
/// while. Has no stack trace, because it is made where nothing is wrong.
public final class CircuitOpen extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CircuitOpen(String dependency) {
    super(dependency + " has failed and is left alone", null, false, false);
  }
}
