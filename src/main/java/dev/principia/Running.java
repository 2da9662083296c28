package dev.principia;

import java.util.concurrent.CountDownLatch;

/// Keeps a server running until the process is told to stop (SIGTERM, SIGINT), then stops it in
/// order and exits with 0.
final class Running {
  private Running() {}

  /// Never returns.
  ///
  /// @param last what is closed after the server
  static void until(App app, AutoCloseable last) throws InterruptedException {
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> stop(app, last)));
    new CountDownLatch(1).await();
  }

  /// The JVM would exit with 143 after a SIGTERM: a stop in good order is a success.
  private static void stop(App app, AutoCloseable last) {
    app.close();
    Shutdown services = new Shutdown();
    services.step("services", last::close);
    Logging.flush();
    Runtime.getRuntime().halt(0);
  }

  static String url(String host, int port) {
    return "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, port);
  }
}
