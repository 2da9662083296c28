package dev.principia.note;

import dev.principia.contract.Call;
import dev.principia.contract.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.Objects;
import java.util.concurrent.Callable;

/// Makes answers where they may take long: small ones on the event loop itself, big pages on a few
/// threads that all loops share.
final class ReactivePages {
  private static final int THREADS = 2;

  private final WorkerExecutor threads;

  ReactivePages(Vertx vertx) {
    this.threads = vertx.createSharedWorkerExecutor("note-pages", THREADS);
  }

  Future<Reply> reply(Call call, Note note, Callable<Reply> making) {
    try {
      return NoteReplies.isSlow(call, note)
          ? threads.executeBlocking(making, false).map(Objects::requireNonNull)
          : Future.succeededFuture(making.call());
    } catch (Exception e) {
      return Future.failedFuture(e);
    }
  }
}
