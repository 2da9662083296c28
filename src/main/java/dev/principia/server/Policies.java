package dev.principia.server;

import dev.principia.contract.Caller;
import dev.principia.contract.Operation;
import dev.principia.contract.Policy;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import java.util.Set;

/// Lets a caller pass to an operation, or not, by the operation's policy. Rights on single
/// resources are part of their queries: what a caller may not know of is not found.
final class Policies {
  private Policies() {}

  static void check(Operation operation, Caller caller) {
    checkRole(operation, caller);
    caller.scopes().ifPresent(allowed -> checkScope(operation, allowed));
  }

  private static void checkScope(Operation operation, Set<String> allowed) {
    String needed =
        operation
            .scope()
            .orElseThrow(
                () ->
                    Problem.of(
                        ProblemType.INSUFFICIENT_SCOPE,
                        "This operation takes no API keys; sign in."));
    if (!allowed.contains(needed)) {
      throw Problem.of(
          ProblemType.INSUFFICIENT_SCOPE, "The API key needs the scope `" + needed + "`.");
    }
  }

  private static void checkRole(Operation operation, Caller caller) {
    switch (operation.policy()) {
      case Policy.PUBLIC, Policy.COURSE_READ -> {}
      case Policy.ACCOUNT -> requireAccount(caller);
      case Policy.ADMIN -> {
        requireAccount(caller);
        if (!caller.admin()) {
          throw Problem.of(ProblemType.FORBIDDEN, "This needs the role of an administrator.");
        }
      }
    }
  }

  private static void requireAccount(Caller caller) {
    if (caller.account().isEmpty()) {
      throw Problem.of(ProblemType.UNAUTHENTICATED, "Sign in first.")
          .with("WWW-Authenticate", "Bearer");
    }
  }
}
