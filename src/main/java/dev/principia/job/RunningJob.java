package dev.principia.job;

import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/// An attempt that is under way; on its event loop alone.
///
/// @param ended how it ends: by its handler, by the time that it may take, or by being taken away
/// @param start `System.nanoTime()`
record RunningJob(
    TakenJob job, JobType type, JobContext context, Promise<JsonObject> ended, long start) {
  Lease lease() {
    return job.lease();
  }

  Duration took() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  boolean isLate() {
    return took().compareTo(type.timeout()) > 0;
  }

  /// Nobody wants it done: its handler is told the first time, and not waited for the second.
  void cancel() {
    if (context.isCancelled()) {
      end(Stop.CANCELLED);
    } else {
      context.stop(Stop.CANCELLED);
    }
  }

  /// Ends the attempt whatever its handler still does, which will be for nothing.
  void end(Stop why) {
    context.stop(why);
    ended.tryFail(
        why == Stop.LATE ? new TimeoutException(why.words()) : new JobStopped(why.words()));
  }
}
