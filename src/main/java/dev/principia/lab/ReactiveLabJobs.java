package dev.principia.lab;

import dev.principia.job.Backoff;
import dev.principia.job.JobContext;
import dev.principia.job.JobKind;
import dev.principia.job.JobRefused;
import dev.principia.job.JobType;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// A job whose effect can be counted, for trying what happens to workers.
public final class ReactiveLabJobs {
  /// Raises the counter `counter` by one after `ms` milliseconds.
  public static final JobType COUNT =
      new JobType(
          "lab.count",
          "lab",
          5,
          Duration.ofMinutes(1),
          new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5)));

  private final Vertx vertx;

  public ReactiveLabJobs(Vertx vertx) {
    this.vertx = vertx;
  }

  public List<JobKind> kinds() {
    return List.of(new JobKind(COUNT, this::count));
  }

  private Future<JsonObject> count(JobContext job) {
    UUID counter = UUID.fromString(job.payload().getString("counter"));
    return vertx
        .timer(Math.max(1, job.payload().getLong("ms")), TimeUnit.MILLISECONDS)
        .compose(
            over -> job.complete(tx -> tx.one(LabSql.add(counter)).map(ReactiveLabJobs::raised)));
  }

  private static JsonObject raised(Optional<LabSql.Counter> counter) {
    return counter
        .map(raised -> JsonObject.of("value", raised.value()))
        .orElseThrow(() -> new JobRefused("There is no such counter."));
  }
}
