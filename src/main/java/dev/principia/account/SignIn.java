package dev.principia.account;

import java.util.Optional;

/// A sign-in whose password is right.
///
/// @param renewed the password's hash with today's parameters, when the stored one is weaker
record SignIn(Credentials who, Optional<String> renewed) {
  @Override
  public String toString() {
    return "SignIn of " + who.id();
  }
}
