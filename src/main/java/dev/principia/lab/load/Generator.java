package dev.principia.lab.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;

/// An open-loop HTTP/1.1 client on one thread; where its timer is not precise, the lag shows it.
public final class Generator implements AutoCloseable {
  /// The name of its thread, by which its CPU time is found.
  public static final String THREAD = "lab-load";

  private final ClientLoop client = new ClientLoop(THREAD);
  private final EventLoop loop = client.loop();
  private final Bootstrap bootstrap;

  public Generator(int port) {
    bootstrap = client.to(port);
  }

  /// A run in progress.
  ///
  /// @param started completes with the [System#nanoTime] of the start, when connections are open
  /// @param finished completes when all is answered or given up
  public record Running(
      CompletableFuture<Long> started, CompletableFuture<Recording> finished, Flow flow) {

    /// Answers so far, within and outside the window; from any thread.
    public long answers() {
      return flow.answers();
    }
  }

  /// Starts a run, one at a time.
  public Running start(Load load) {
    Flow flow = new Flow(loop, bootstrap, load);
    loop.execute(flow::open);
    return new Running(flow.started(), flow.finished(), flow);
  }

  @Override
  public void close() {
    client.close();
  }
}
