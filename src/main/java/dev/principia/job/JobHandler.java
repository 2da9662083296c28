package dev.principia.job;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/// Does the work of one kind of job, on the event loop.
///
/// A job runs **at least once**: a worker may die after its effect and before it has said so. What
/// a handler writes to the database it writes in [JobContext#complete], in one transaction with the
/// job's end, and it happens once; what it does elsewhere must bear to be done again. What takes
/// the processor or waits for a thread goes to [JobContext#inPool].
@FunctionalInterface
public interface JobHandler {
  /// The result that the job's owner sees; a member `location` is the path where it is found. A
  /// failure of any kind is one failed attempt, a [JobRefused] is the last one.
  Future<JsonObject> run(JobContext job);
}
