package dev.principia.db;

import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import java.time.Duration;
import java.util.Map;

/// What went wrong in the database, told in the words of the contract.
final class DbFailure {
  private final Map<String, Problem> refusals;

  /// @param refusals what a client is told when the constraint of that name refuses a row
  DbFailure(Map<String, Problem> refusals) {
    this.refusals = Map.copyOf(refusals);
  }

  /// The failure of a statement by its SQLSTATE. What nobody foresaw stays what it is: a mistake.
  RuntimeException told(String sqlState, String constraint, RuntimeException cause) {
    Problem refusal = refusals.get(constraint);
    if (refusal != null) {
      return refusal.causedBy(cause);
    }
    return switch (sqlState) {
      case "57014" ->
          Problem.of(ProblemType.DEADLINE_EXCEEDED, "The database took too long.").causedBy(cause);
      case "40001", "40P01" -> busy(new Undone(cause));
      case "55P03", "53300" -> busy(cause);
      case String state when state.startsWith("08") || state.startsWith("57P") ->
          unavailable(cause);
      default -> cause;
    };
  }

  /// PostgreSQL has undone the transaction for the sake of another one; it may be done again.
  private static final class Undone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Undone(Throwable cause) {
      super(cause.getMessage(), cause);
    }
  }

  static boolean isUndone(Throwable failure) {
    return failure instanceof Problem told && told.getCause() instanceof Undone;
  }

  /// The database cannot be reached.
  static Problem unavailable(Throwable cause) {
    return Problem.later(
            ProblemType.DEPENDENCY_UNAVAILABLE,
            "The database is not reachable.",
            Duration.ofSeconds(2))
        .causedBy(cause);
  }

  /// The database is reachable, and there is no room for this statement now.
  static Problem busy(Throwable cause) {
    return Problem.later(ProblemType.OVERLOADED, "The database is busy.", Duration.ofSeconds(1))
        .causedBy(cause);
  }
}
