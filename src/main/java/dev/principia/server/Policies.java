package dev.principia.server;

import dev.principia.contract.Caller;
import dev.principia.contract.Operation;
import dev.principia.contract.Policy;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import java.util.Set;

/// Lets a caller pass to an operation, or not, by the operation's policy and scope. Rights on
/// single resources are part of their queries: what a caller may not know of is not found.
final class Policies {
  private Policies() {}

  /// 401 where an account is needed and the caller has none.
  static void requireAccount(Operation operation, Caller caller) {
    boolean needed =
        switch (operation.policy()) {
          case Policy.PUBLIC, Policy.COURSE_READ -> false;
          case Policy.ACCOUNT, Policy.COURSE_WRITE, Policy.COURSE_OWN, Policy.ADMIN -> true;
        };
    if (needed && caller.account().isEmpty()) {
      throw Problem.of(ProblemType.UNAUTHENTICATED, "Sign in first.")
          .with("WWW-Authenticate", "Bearer");
    }
  }

  /// 403 where the caller has an account, and not the role, or a key without the scope.
  static void requireRight(Operation operation, Caller caller) {
    caller.scopes().ifPresent(allowed -> checkScope(operation, allowed));
    if (operation.policy() == Policy.ADMIN && !caller.admin()) {
      throw Problem.of(ProblemType.FORBIDDEN, "This needs the role of an administrator.");
    }
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
}
