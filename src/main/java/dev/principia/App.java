package dev.principia;

/// A started server.
sealed interface App extends AutoCloseable permits ReactiveApp, BlockingApp {
  /// The port of the application, or 0 when this process serves no requests.
  int port();

  /// The port of the probes and metrics.
  int managementPort();

  /// Stops in order: not ready, drain, then what the requests needed. Waits until it is done.
  @Override
  void close();

  /// Starts the server that the configuration names; its schema must be current.
  static App start(Config config) {
    Parts parts = Parts.of(config);
    return switch (config.server()) {
      case EVENT_LOOP -> ReactiveApp.start(config, parts);
      case BLOCKING -> BlockingApp.start(config, parts);
    };
  }
}
