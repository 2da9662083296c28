package dev.principia.lab;

import dev.principia.contract.Call;
import dev.principia.contract.ReactiveHandler;
import dev.principia.contract.Reply;
import dev.principia.db.ReactiveDb;
import dev.principia.db.ReactiveTx;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Races and deadlocks on the event loop: one thread is no protection, because between what it
/// reads and what it writes it serves others.
public final class ReactiveRace {
  private final ReactiveDb db;

  public ReactiveRace(ReactiveDb db) {
    this.db = db;
  }

  /// The handlers by operation id.
  public Map<String, ReactiveHandler> handlers() {
    return Map.of("labRace", this::race, "labDeadlock", this::deadlock);
  }

  private Future<Reply> race(Call call) {
    Race race = Race.of(call);
    return db.list(call, LabSql.make(race.counter()))
        .compose(
            made ->
                Future.all(
                    IntStream.range(0, Race.WORKERS)
                        .mapToObj(worker -> times(race.share(worker), () -> add(call, race)))
                        .toList()))
        .compose(done -> db.list(call, LabSql.remove(race.counter())))
        .map(removed -> race.told(removed.getFirst()));
  }

  private static Future<Void> times(int left, Supplier<Future<?>> step) {
    return left == 0 ? Future.succeededFuture() : step.get().compose(done -> times(left - 1, step));
  }

  private Future<?> add(Call call, Race race) {
    UUID counter = race.counter();
    return switch (race.mode()) {
      case "naive" ->
          db.list(call, LabSql.read(counter))
              .compose(seen -> db.list(call, LabSql.set(counter, seen.getFirst().value() + 1)));
      case "version" -> addIfUnchanged(call, race);
      case "row-lock" ->
          db.work(
              tx ->
                  tx.only(LabSql.lock(counter))
                      .compose(seen -> tx.run(LabSql.set(counter, seen.value() + 1))));
      case "serializable" ->
          untilItHolds(
              race.retries(),
              tx ->
                  tx.run(LabSql.serializable())
                      .compose(set -> tx.only(LabSql.read(counter)))
                      .compose(seen -> tx.run(LabSql.set(counter, seen.value() + 1))));
      default -> db.list(call, LabSql.add(counter));
    };
  }

  private Future<?> addIfUnchanged(Call call, Race race) {
    return db.list(call, LabSql.read(race.counter()))
        .compose(seen -> db.list(call, LabSql.setIfUnchanged(race.counter(), seen.getFirst())))
        .compose(
            written -> {
              if (!written.isEmpty()) {
                return Future.succeededFuture();
              }
              race.retries().incrementAndGet();
              return addIfUnchanged(call, race).mapEmpty();
            });
  }

  /// Pools begin a transaction again that had to give way, a few times; here it is begun until it
  /// holds.
  ///
  /// @param again counts how often it was begun again
  private <T> Future<T> untilItHolds(AtomicInteger again, Function<ReactiveTx, Future<T>> work) {
    return db.<T>work(
            tx -> {
              again.incrementAndGet();
              return work.apply(tx);
            })
        .onSuccess(held -> again.decrementAndGet())
        .recover(
            failure ->
                Race.gaveWay(failure) ? untilItHolds(again, work) : Future.failedFuture(failure));
  }

  private Future<Reply> deadlock(Call call) {
    Deadlock both = Deadlock.of(call);
    Promise<Void> first = Promise.promise();
    Promise<Void> second = Promise.promise();
    return db.list(call, LabSql.make(both.one()))
        .compose(made -> db.list(call, LabSql.make(both.other())))
        .compose(
            made ->
                Future.all(
                    take(both, false, first, second.future()),
                    take(both, true, second, first.future())))
        .compose(done -> db.list(call, LabSql.remove(both.one())))
        .compose(done -> db.list(call, LabSql.remove(both.other())))
        .map(done -> both.told());
  }

  /// Takes the one row, waits until the other transaction has its own too, and takes the other row.
  /// In equal order the other one can't have it yet.
  private Future<?> take(Deadlock both, boolean second, Promise<Void> has, Future<Void> otherHas) {
    return untilItHolds(
        both.deadlocks(),
        tx ->
            tx.only(LabSql.lock(both.first(second)))
                .onSuccess(locked -> has.tryComplete())
                .compose(locked -> both.ordered() ? Future.succeededFuture() : otherHas)
                .compose(met -> tx.only(LabSql.lock(both.last(second)))));
  }
}
