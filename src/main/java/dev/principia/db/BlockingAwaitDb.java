package dev.principia.db;

import dev.principia.contract.Call;
import dev.principia.contract.Event;
import dev.principia.contract.Reply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Function;

/// The reactive client, waited for: for handlers that run on virtual threads of Vert.x, where
/// waiting parks the virtual thread and leaves its event loop free.
public final class BlockingAwaitDb implements BlockingDb {
  private final ReactiveDb db;

  public BlockingAwaitDb(ReactiveDb db) {
    this.db = db;
  }

  @Override
  public <T> List<T> list(Call call, Query<T> query) {
    return db.list(call, query).await();
  }

  /// Its host is an event loop's server, which writes it as it writes its own.
  @Override
  public Reply.Source stream(Query<Buffer> query) {
    return db.stream(query);
  }

  @Override
  public Reply transaction(Call call, Function<BlockingTx, Reply> work) {
    return db.transaction(call, tx -> flow(tx, work)).await();
  }

  @Override
  public <T> List<T> ask(Query<T> query) {
    return db.ask(query).await();
  }

  @Override
  public <T> T work(Function<BlockingTx, T> work) {
    return db.<T>work(tx -> flow(tx, work)).await();
  }

  private static <T> Future<T> flow(ReactiveTx tx, Function<BlockingTx, T> work) {
    try {
      return Future.succeededFuture(work.apply(new Tx(tx)));
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private record Tx(ReactiveTx tx) implements BlockingTx {
    @Override
    public <T> List<T> list(Query<T> query) {
      return tx.list(query).await();
    }

    @Override
    public int run(Query<?> query) {
      return tx.run(query).await();
    }

    @Override
    public void raise(Event event) {
      tx.raise(event);
    }
  }
}
