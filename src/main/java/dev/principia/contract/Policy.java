package dev.principia.contract;

import java.util.Locale;
import java.util.Optional;

/// Who may call an operation: the closed vocabulary of `x-policy`.
public enum Policy {
  /// Anyone.
  PUBLIC,
  /// Whoever may read the course in the path; a public course may be read by anyone.
  COURSE_READ,
  /// Whoever may write the course in the path; a reader who may not is refused with 403.
  COURSE_WRITE,
  /// The owner of the course in the path; its editors and readers are refused with 403.
  COURSE_OWN,
  /// Any signed-in account.
  ACCOUNT,
  /// An administrator.
  ADMIN;

  /// As it is written in the contract.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ':');
  }

  static Optional<Policy> of(String word) {
    for (Policy policy : values()) {
      if (policy.word().equals(word)) {
        return Optional.of(policy);
      }
    }
    return Optional.empty();
  }
}
