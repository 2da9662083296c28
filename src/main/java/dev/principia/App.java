package dev.principia;

import java.net.BindException;
import java.util.Optional;

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
    try {
      return switch (config.server()) {
        case EVENT_LOOP -> ReactiveApp.start(config, parts);
        case BLOCKING -> BlockingApp.start(config, parts);
      };
    } catch (Exception e) {
      refusedAddress(e).ifPresent(refused -> fail(config, refused));
      throw e;
    }
  }

  /// Servers throw what they like, checked exceptions included, and wrap it.
  private static Optional<BindException> refusedAddress(Throwable failure) {
    return failure instanceof BindException refused
        ? Optional.of(refused)
        : Optional.ofNullable(failure.getCause()).flatMap(App::refusedAddress);
  }

  private static void fail(Config config, BindException refused) {
    throw new Main.Failure(
        "Cannot listen at %s with port %d and management port %d: %s."
            .formatted(
                config.host(), config.port(), config.managementPort(), refused.getMessage()));
  }
}
