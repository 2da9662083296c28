package dev.principia.lab;

import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Call;
import dev.principia.contract.Reply;
import java.util.Map;

/// The workloads on a thread that may wait: it waits, and it computes.
public final class BlockingLab {
  /// The handlers by operation id.
  public Map<String, BlockingHandler> handlers() {
    return Map.of("labSleep", this::sleep, "labCpu", this::cpu, "labBlock", this::sleep);
  }

  private Reply sleep(Call call) throws InterruptedException {
    Thread.sleep(call.integer("ms"));
    return Work.waited(call.integer("ms"));
  }

  private Reply cpu(Call call) {
    return Work.compute(call.integer("units"));
  }
}
