package dev.principia.job;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// One line per attempt, with the request and the trace that caused the job, and nothing of its
/// payload.
final class JobLog {
  private static final Logger LOG = LoggerFactory.getLogger("job");

  private JobLog() {}

  static void ended(RunningJob attempt, String outcome) {
    if (LOG.isInfoEnabled()) {
      of(LOG.atInfo(), attempt, outcome).log();
    }
  }

  /// With the failure's stack: what a handler throws is a mistake or a dependency's failure.
  static void failed(RunningJob attempt, String outcome, Throwable failure) {
    of(LOG.atWarn(), attempt, outcome + ", " + failure).setCause(failure).log();
  }

  static void unwritten(RunningJob attempt, Throwable failure) {
    of(LOG.atError(), attempt, "could not be written down").setCause(failure).log();
  }

  private static LoggingEventBuilder of(
      LoggingEventBuilder line, RunningJob attempt, String outcome) {
    return line.setMessage("{} {} {}")
        .addArgument(attempt.type().name())
        .addArgument(attempt.lease().job())
        .addArgument(outcome)
        .addKeyValue("attempt", attempt.job().attempt())
        .addKeyValue("ms", attempt.took().toMillis())
        .addKeyValue("request", attempt.job().request())
        .addKeyValue("trace", attempt.job().trace());
  }
}
