package dev.principia;

import java.net.BindException;
import java.time.Clock;

/// A server of this process.
sealed interface App extends AutoCloseable permits ReactiveApp, BlockingApp {
  /// Starts everything and waits until it serves. A part that has started stays when another one
  /// fails.
  void start() throws Exception;

  /// The port of the application, or 0 when this process serves no requests.
  int port();

  /// The port of the probes and metrics.
  int managementPort();

  /// Stops in order: not ready, drain, then what the requests needed. Waits until it is done.
  void stop(Shutdown steps);

  @Override
  default void close() {
    stop(new Shutdown());
  }

  /// Starts the server that the configuration names; its schema must be current. When it cannot
  /// start, nothing of it stays.
  static App start(Config config) {
    return start(config, Clock.systemUTC());
  }

  /// The same by another clock.
  static App start(Config config, Clock clock) {
    Parts parts = Parts.of(config, clock);
    App app =
        switch (config.server()) {
          case EVENT_LOOP -> new ReactiveApp(config, parts);
          case BLOCKING -> new BlockingApp(config, parts);
        };
    try {
      app.start();
      return app;
    } catch (Exception e) {
      app.close();
      throw failure(config, e);
    }
  }

  private static RuntimeException failure(Config config, Exception e) {
    for (Throwable each = e; each != null; each = each.getCause()) {
      if (each instanceof BindException) {
        return new Main.Failure(
            "Cannot listen on %s, port %d or %d: %s. Choose others with --port and --management-port."
                .formatted(
                    config.host(), config.port(), config.managementPort(), each.getMessage()));
      }
    }
    return e instanceof IllegalStateException told
        ? new Main.Failure("The server cannot start: " + told.getMessage())
        : new IllegalStateException("The server cannot start: " + e.getMessage(), e);
  }
}
