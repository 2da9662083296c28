package dev.principia.job;

import dev.principia.contract.Problem;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/// What becomes of a job whose attempt has failed, and what is told of it.
final class Failing {
  private static final int LONGEST_ERROR = 2000;
  private static final int LONGEST_REASON = 500;

  private Failing() {}

  static WorkSql.Failed of(RunningJob attempt, Throwable failure, RandomGenerator random) {
    TakenJob job = attempt.job();
    boolean isLast = failure instanceof JobRefused || job.isLastAttempt();
    Duration pause = isLast ? Duration.ZERO : attempt.type().backoff().pause(job.attempt(), random);
    return new WorkSql.Failed(
        text(failure.toString(), LONGEST_ERROR),
        text(reason(failure), LONGEST_REASON),
        isLast,
        pause);
  }

  /// What the owner is told: words that were written for people, and nothing of the inside.
  private static String reason(Throwable failure) {
    return switch (failure) {
      case Problem told -> told.detail();
      case JobRefused told -> String.valueOf(told.getMessage());
      case TimeoutException late -> Stop.LATE.words();
      default -> "The work failed; the failure was logged.";
    };
  }

  /// PostgreSQL keeps no NUL.
  private static String text(String words, int most) {
    return words.replace("\0", "").substring(0, Math.min(most, words.replace("\0", "").length()));
  }

  /// The outcome's name in metrics and logs.
  static String outcome(JobState next) {
    return switch (next) {
      case SCHEDULED -> "retried";
      case FAILED -> "failed";
      case CANCELLED -> "cancelled";
      case WAITING, BLOCKED, RUNNING, GATHERING, DONE ->
          throw new IllegalArgumentException("no failure leads to " + next);
    };
  }
}
