package dev.principia.job;

import dev.principia.contract.Problem;
import dev.principia.db.ReactiveDb;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// The ends of jobs that have no effect of their own, written together: while one statement is on
/// its way, the next ones gather. On its event loop alone.
final class Completions {
  private static final long PAUSE_MILLIS = 200;

  private final Vertx vertx;
  private final Context context;
  private final ReactiveDb db;
  private Map<Lease, Ended> gathered = new LinkedHashMap<>();
  private boolean writing;

  private record Ended(JsonObject result, Promise<Boolean> written) {}

  Completions(Vertx vertx, Context context, ReactiveDb db) {
    this.vertx = vertx;
    this.context = context;
    this.db = db;
  }

  /// True when the job was still its worker's own; fails when the result cannot be kept.
  Future<Boolean> add(Lease lease, JsonObject result) {
    Ended ended = new Ended(result, Promise.promise());
    gathered.put(lease, ended);
    context.runOnContext(end -> write());
    return ended.written().future();
  }

  private void write() {
    if (writing || gathered.isEmpty()) {
      return;
    }
    writing = true;
    Map<Lease, Ended> batch = gathered;
    gathered = new LinkedHashMap<>();
    write(batch)
        .onComplete(
            written -> {
              writing = false;
              write();
            });
  }

  /// What the database cannot take now it is given later; a result that it cannot keep is found by
  /// giving it each of them alone.
  private Future<?> write(Map<Lease, Ended> batch) {
    JsonArray results = new JsonArray();
    batch.forEach((lease, ended) -> results.add(WorkSql.done(lease, ended.result())));
    return db.ask(WorkSql.done(results))
        .onSuccess(own -> tell(batch, new HashSet<>(own)))
        .recover(
            failure -> {
              if (failure instanceof Problem) {
                return vertx
                    .timer(PAUSE_MILLIS, TimeUnit.MILLISECONDS)
                    .compose(over -> write(batch).mapEmpty());
              }
              return batch.size() == 1 ? refused(batch, failure) : oneByOne(batch);
            });
  }

  private static void tell(Map<Lease, Ended> batch, Set<Lease> own) {
    batch.forEach((lease, ended) -> ended.written().complete(own.contains(lease)));
  }

  private Future<List<Lease>> oneByOne(Map<Lease, Ended> batch) {
    Future<List<Lease>> all = Future.succeededFuture(List.of());
    for (Map.Entry<Lease, Ended> each : batch.entrySet()) {
      Map<Lease, Ended> one = Map.of(each.getKey(), each.getValue());
      all = all.compose(done -> write(one).map(List.of()));
    }
    return all;
  }

  private static Future<List<Lease>> refused(Map<Lease, Ended> one, Throwable failure) {
    one.values().forEach(ended -> ended.written().fail(failure));
    return Future.succeededFuture(List.of());
  }
}
