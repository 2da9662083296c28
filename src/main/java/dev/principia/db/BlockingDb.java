package dev.principia.db;

import dev.principia.contract.Call;
import dev.principia.contract.Reply;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// PostgreSQL for a thread that may wait. Throws a [dev.principia.contract.Problem] for everything
/// that a client may be told.
public interface BlockingDb {
  /// One statement outside a transaction, counted to the call.
  <T> List<T> list(Call call, Query<T> query);

  /// The first row, if there is one.
  default <T> Optional<T> one(Call call, Query<T> query) {
    return list(call, query).stream().findFirst();
  }

  /// All rows of the query as a body, each a piece of it, however many there are.
  Reply.Source stream(Query<Buffer> query);

  /// Runs the call's writes in one transaction. The call's idempotency key is claimed first and the
  /// reply is stored with it before the commit, so a repetition is answered without doing it again.
  Reply transaction(Call call, Function<BlockingTx, Reply> work);

  /// One statement that no call asked for, outside a transaction.
  <T> List<T> ask(Query<T> query);

  /// Runs work that no call asked for in one transaction.
  <T> T work(Function<BlockingTx, T> work);
}
