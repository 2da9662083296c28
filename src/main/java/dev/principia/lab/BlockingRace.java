package dev.principia.lab;

import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Call;
import dev.principia.contract.Problem;
import dev.principia.contract.Reply;
import dev.principia.db.BlockingDb;
import dev.principia.db.BlockingTx;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Races and deadlocks between threads that wait.
public final class BlockingRace {
  private final BlockingDb db;

  public BlockingRace(BlockingDb db) {
    this.db = db;
  }

  /// The handlers by operation id.
  public Map<String, BlockingHandler> handlers() {
    return Map.of("labRace", this::race, "labDeadlock", this::deadlock);
  }

  private Reply race(Call call) throws InterruptedException {
    Race race = Race.of(call);
    db.list(call, LabSql.make(race.counter()));
    together(
        IntStream.range(0, Race.WORKERS)
            .mapToObj(worker -> worker(call, race, race.share(worker)))
            .toList());
    return race.told(db.list(call, LabSql.remove(race.counter())).getFirst());
  }

  private Callable<Boolean> worker(Call call, Race race, int share) {
    return () -> {
      for (int i = 0; i < share; i++) {
        add(call, race);
      }
      return true;
    };
  }

  private void add(Call call, Race race) {
    UUID counter = race.counter();
    switch (race.mode()) {
      case "naive" -> {
        LabSql.Counter seen = db.list(call, LabSql.read(counter)).getFirst();
        db.list(call, LabSql.set(counter, seen.value() + 1));
      }
      case "version" -> addIfUnchanged(call, race);
      case "row-lock" ->
          db.work(tx -> tx.run(LabSql.set(counter, tx.only(LabSql.lock(counter)).value() + 1)));
      case "serializable" ->
          untilItHolds(
              race.retries(),
              tx -> {
                tx.run(LabSql.serializable());
                tx.run(LabSql.set(counter, tx.only(LabSql.read(counter)).value() + 1));
              });
      default -> db.list(call, LabSql.add(counter));
    }
  }

  private void addIfUnchanged(Call call, Race race) {
    LabSql.Counter seen = db.list(call, LabSql.read(race.counter())).getFirst();
    while (db.list(call, LabSql.setIfUnchanged(race.counter(), seen)).isEmpty()) {
      race.retries().incrementAndGet();
      seen = db.list(call, LabSql.read(race.counter())).getFirst();
    }
  }

  /// Pools begin a transaction again that had to give way, a few times; here it is begun until it
  /// holds.
  ///
  /// @param again counts how often it was begun again
  private void untilItHolds(AtomicInteger again, Consumer<BlockingTx> work) {
    boolean holds = false;
    while (!holds) {
      holds = holds(again, work);
    }
    again.decrementAndGet();
  }

  private boolean holds(AtomicInteger again, Consumer<BlockingTx> work) {
    try {
      return db.work(
          tx -> {
            again.incrementAndGet();
            work.accept(tx);
            return true;
          });
    } catch (Problem problem) {
      if (Race.gaveWay(problem)) {
        return false;
      }
      throw problem;
    }
  }

  private Reply deadlock(Call call) throws InterruptedException {
    Deadlock both = Deadlock.of(call);
    CountDownLatch met = new CountDownLatch(both.ordered() ? 0 : 2);
    db.list(call, LabSql.make(both.one()));
    db.list(call, LabSql.make(both.other()));
    together(List.of(() -> take(both, false, met), () -> take(both, true, met)));
    db.list(call, LabSql.remove(both.one()));
    db.list(call, LabSql.remove(both.other()));
    return both.told();
  }

  /// Takes the one row, waits until the other transaction has its own too, and takes the other row.
  /// In equal order the other one can't have it yet.
  private boolean take(Deadlock both, boolean second, CountDownLatch met) {
    untilItHolds(
        both.deadlocks(),
        tx -> {
          tx.only(LabSql.lock(both.first(second)));
          met.countDown();
          await(met);
          tx.only(LabSql.lock(both.last(second)));
        });
    return true;
  }

  private static void await(CountDownLatch met) {
    try {
      met.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void together(List<Callable<Boolean>> work) throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> done : threads.invokeAll(work)) {
        done.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Problem told ? told : new IllegalStateException(e.getCause());
    }
  }
}
