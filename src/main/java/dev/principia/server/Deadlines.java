package dev.principia.server;

import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Call;
import dev.principia.contract.Deadline;
import dev.principia.contract.Problem;
import dev.principia.contract.Reply;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Gives up handlers that wait longer than they may: the statement that one waits for is cancelled;
/// if it waits for something else, its thread is interrupted. A handler that computes is not
/// stopped: nobody can safely stop a thread.
public final class Deadlines implements AutoCloseable {
  private final ScheduledThreadPoolExecutor timers;
  private final Duration longest;

  /// @param longest that a handler may take
  public Deadlines(Duration longest) {
    this.longest = longest;
    this.timers =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("deadlines").factory());
    timers.setRemoveOnCancelPolicy(true);
  }

  /// The handler's reply; what it fails with when it was given up is a problem of the deadline.
  Reply within(BlockingHandler handler, Call call) throws InterruptedException {
    Deadline deadline = call.deadline();
    Future<?> timer =
        timers.schedule(() -> pass(deadline), longest.toMillis(), TimeUnit.MILLISECONDS);
    deadline.hold(Thread.currentThread()::interrupt);
    try {
      return handler.handle(call);
    } catch (Problem refused) {
      throw refused;
    } catch (RuntimeException | InterruptedException e) {
      if (deadline.isPassed()) {
        throw Deadline.exceeded().causedBy(e);
      }
      throw e;
    } finally {
      timer.cancel(false);
      deadline.release();
      if (deadline.isPassed()) {
        // The thread belongs to the next request now.
        var _ = Thread.interrupted();
      }
    }
  }

  /// Cancelling a statement asks the database and may wait: not on the thread of all timers.
  private static void pass(Deadline deadline) {
    Thread.ofVirtual().start(deadline::pass);
  }

  @Override
  public void close() {
    timers.shutdownNow();
  }
}
