package dev.principia.job;

import java.time.Duration;

/// How a process works on jobs.
///
/// @param worker what the process is called in the database
/// @param lease how long a job is a worker's own after its last heartbeat; three fit into it
/// @param concurrency the most jobs of a queue at once, unless the queue says otherwise
/// @param threads of the pool for work that takes the processor
/// @param drain the longest wait for running jobs at the end
public record JobSettings(
    String worker, Duration lease, int concurrency, int threads, Duration drain) {
  /// The pause between looks at what is due, when nobody has called.
  static final Duration POLL = Duration.ofSeconds(1);

  Duration heartbeat() {
    return lease.dividedBy(3);
  }
}
