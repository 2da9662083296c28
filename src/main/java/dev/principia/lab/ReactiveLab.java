package dev.principia.lab;

import dev.principia.contract.Call;
import dev.principia.contract.ReactiveHandler;
import dev.principia.contract.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// The workloads on the event loop: waiting is a timer, computing goes to a pool, and blocking is
/// the mistake that it is.
public final class ReactiveLab {
  private final Vertx vertx;
  private final WorkerExecutor cpu;

  /// @param processors how many computations run side by side
  public ReactiveLab(Vertx vertx, int processors) {
    this.vertx = vertx;
    this.cpu = vertx.createSharedWorkerExecutor("cpu", processors);
  }

  /// The handlers by operation id.
  public Map<String, ReactiveHandler> handlers() {
    return Map.of("labSleep", this::sleep, "labCpu", this::cpu, "labBlock", this::block);
  }

  private Future<Reply> sleep(Call call) {
    long millis = call.integer("ms");
    return millis == 0
        ? Future.succeededFuture(Work.waited(0))
        : vertx.timer(millis, TimeUnit.MILLISECONDS).map(fired -> Work.waited(millis));
  }

  private Future<Reply> cpu(Call call) {
    return cpu.executeBlocking(() -> Work.compute(call.integer("units")), false)
        .map(Objects::requireNonNull);
  }

  private Future<Reply> block(Call call) {
    try {
      Thread.sleep(call.integer("ms"));
      return Future.succeededFuture(Work.waited(call.integer("ms")));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Future.failedFuture(e);
    }
  }
}
