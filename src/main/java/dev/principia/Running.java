package dev.principia;

import java.util.concurrent.CountDownLatch;

/// Keeps a server running until the process is told to stop (SIGTERM, SIGINT), then stops it in
/// order and exits with 0.
final class Running {
  private Running() {}

  /// Never returns.
  static void until(App app) throws InterruptedException {
    await(() -> app.stop(new Shutdown()));
  }

  /// Never returns.
  ///
  /// @param services are stopped after the server
  static void until(App app, AutoCloseable services) throws InterruptedException {
    Shutdown steps = new Shutdown();
    await(
        () -> {
          app.stop(steps);
          steps.step("services", services::close);
        });
  }

  private static void await(Runnable stop) throws InterruptedException {
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> exit(stop)));
    new CountDownLatch(1).await();
  }

  /// The JVM would exit with 143 after a SIGTERM: a stop in good order is a success.
  private static void exit(Runnable stop) {
    stop.run();
    Logging.flush();
    Runtime.getRuntime().halt(0);
  }

  static String url(String host, int port) {
    return "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, port);
  }
}
