package dev.principia;

import java.time.Clock;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// The servers under test, on one database: what is written on one is read on the other. Each is
/// started when it is first asked for and runs until the end of the run.
public enum Server {
  EVENT_LOOP("event-loop", "platform"),
  PLATFORM("blocking", "platform"),
  VIRTUAL("blocking", "virtual");

  private static final Map<Server, App> STARTED = new EnumMap<>(Server.class);

  private final String server;
  private final String threads;

  Server(String server, String threads) {
    this.server = server;
    this.threads = threads;
  }

  /// A client of this server.
  public Api api() {
    return new Api("http://127.0.0.1:" + app().port());
  }

  /// Whether it is one of those that run until the end.
  static synchronized boolean isShared(Api api) {
    return STARTED.values().stream().anyMatch(app -> Api.on(app.port()).url().equals(api.url()));
  }

  /// A client of this server's management port.
  public Api management() {
    return new Api("http://127.0.0.1:" + app().managementPort());
  }

  public int port() {
    return app().port();
  }

  /// Another server of this kind, with other settings, on the same services; the test closes it.
  App another(Map<String, String> changed) {
    return on(Services.shared(), changed);
  }

  /// A server of this kind on other services; the test closes it.
  App on(Services services, Map<String, String> changed) {
    return on(services, changed, Clock.systemUTC());
  }

  /// The same by another clock.
  App on(Services services, Map<String, String> changed, Clock clock) {
    Map<String, String> all = new HashMap<>(Map.of("server", server, "threads", threads));
    all.put("roles", this == EVENT_LOOP ? "web,worker" : "web");
    all.putAll(changed);
    return App.start(services.config(all), clock);
  }

  private App app() {
    return started(this, () -> another(Map.of()));
  }

  private static synchronized App started(Server server, Supplier<App> start) {
    return STARTED.computeIfAbsent(
        server,
        none -> {
          App app = start.get();
          Runtime.getRuntime().addShutdownHook(new Thread(app::close));
          return app;
        });
  }
}
