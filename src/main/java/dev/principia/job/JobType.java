package dev.principia.job;

import java.time.Duration;

/// A kind of work.
///
/// @param name its name in the database, in logs and metrics; what is enqueued under it must stay
///   readable for the program's next version
/// @param queue where its jobs wait
/// @param maxAttempts how often a job is tried before it is given up
/// @param timeout the longest that one attempt may take
/// @param backoff how long it waits between attempts
public record JobType(
    String name, String queue, int maxAttempts, Duration timeout, Backoff backoff) {
  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final int ATTEMPTS = 8;

  public JobType {
    if (name.isEmpty() || queue.isEmpty() || maxAttempts < 1) {
      throw new IllegalArgumentException(name + " in " + queue + ", " + maxAttempts + " times");
    }
  }

  /// Eight attempts of at most five minutes, with pauses of up to a second, two, four, …
  public static JobType of(String name, String queue) {
    return new JobType(name, queue, ATTEMPTS, TIMEOUT, Backoff.USUAL);
  }
}
