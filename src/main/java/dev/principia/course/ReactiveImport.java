package dev.principia.course;

import dev.principia.contract.Call;
import dev.principia.contract.Preference;
import dev.principia.contract.ReactiveHandler;
import dev.principia.contract.Reply;
import dev.principia.db.Query;
import dev.principia.db.ReactiveDb;
import dev.principia.db.ReactiveTx;
import dev.principia.job.Accepted;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;

/// Imports outlines on the event loop. What is long is read and compared on a worker thread, so
/// that nobody else's request waits for it.
final class ReactiveImport {
  /// Bytes of an outline that are understood in about two milliseconds.
  private static final int SHORT = 32 * 1024;

  private final Vertx vertx;
  private final ReactiveDb db;

  ReactiveImport(Vertx vertx, ReactiveDb db) {
    this.vertx = vertx;
    this.db = db;
  }

  Map<String, ReactiveHandler> handlers() {
    return Map.of("importCourse", this::run);
  }

  private Future<Reply> run(Call call) {
    int size = call.raw().length();
    return compute(vertx, size, () -> ImportWish.of(call))
        .compose(
            wish ->
                db.transaction(
                    call,
                    tx ->
                        Preference.of(call).respondAsync()
                            ? tx.only(ImportJob.enqueue(call)).map(Accepted::of)
                            : written(vertx, tx, wish, size).map(Written::reply)));
  }

  /// Does what is wished.
  ///
  /// @param size of the outline
  static Future<Written> written(Vertx vertx, ReactiveTx tx, ImportWish wish, int size) {
    return tx.run(ImportSql.lock(wish.owner()))
        .compose(locked -> tx.one(wish.find()))
        .compose(found -> stored(tx, wish, found))
        .compose(stored -> compute(vertx, size, () -> Planned.of(wish, stored)))
        .compose(planned -> planned.write(tx));
  }

  private static Future<Optional<Course>> stored(
      ReactiveTx tx, ImportWish wish, Optional<UUID> found) {
    return found.isEmpty()
        ? Future.succeededFuture(Optional.empty())
        : tx.one(wish.lock(found.get())).compose(locked -> tx.one(wish.read(found.get())));
  }

  private static <T> Future<T> compute(Vertx vertx, int size, Callable<T> work) {
    if (size > SHORT) {
      return vertx.executeBlocking(work, false).map(Objects::requireNonNull);
    }
    try {
      return Future.succeededFuture(work.call());
    } catch (Exception e) {
      return Future.failedFuture(e);
    }
  }

  /// What was done, or would be.
  record Written(ImportWish wish, OutlineImport plan, ImportReport report) {
    Reply reply() {
      return wish.reply(plan, report);
    }

    JsonObject result() {
      return wish.result(plan, report);
    }
  }

  /// All that is to be written, put into words already.
  private record Planned(ImportWish wish, OutlineImport plan, List<Query<Boolean>> writes) {
    static Planned of(ImportWish wish, Optional<Course> stored) {
      OutlineImport plan = wish.plan(stored);
      return new Planned(wish, plan, wish.writes(plan) ? plan.writes() : List.of());
    }

    Future<Written> write(ReactiveTx tx) {
      return (wish.writes(plan) ? tx.only(plan.course()) : Future.succeededFuture(plan.slug()))
          .compose(slug -> inOrder(tx).map(written -> plan.report(slug)))
          .onSuccess(report -> wish.events(plan, report).forEach(tx::raise))
          .map(report -> new Written(wish, plan, report));
    }

    private Future<Integer> inOrder(ReactiveTx tx) {
      Future<Integer> last = Future.succeededFuture(0);
      for (Query<Boolean> write : writes) {
        last = last.compose(before -> tx.run(write));
      }
      return last.compose(
          before -> wish.ticks(plan).map(tx::run).orElseGet(() -> Future.succeededFuture(0)));
    }
  }
}
