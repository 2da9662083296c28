package dev.principia.server;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Whether this process should get requests. Dependencies are watched once a second by whoever
/// knows them; asking costs nothing and cannot hang.
public final class Health {
  private record Dependency(boolean required, boolean up) {}

  private final Map<String, Dependency> dependencies = new ConcurrentHashMap<>();
  private volatile boolean serving;

  /// @param serving false until everything is started, and again from the first moment of a
  ///   shutdown
  public void serving(boolean serving) {
    this.serving = serving;
  }

  /// The last thing known of a dependency. Without a required one this process is not ready;
  /// without another one it is degraded.
  public void dependency(String name, boolean required, boolean up) {
    dependencies.put(name, new Dependency(required, up));
  }

  /// 1 when the dependency answered last, for the gauge.
  public int up(String name) {
    return dependencies.getOrDefault(name, new Dependency(false, false)).up() ? 1 : 0;
  }

  boolean isReady() {
    return serving
        && dependencies.values().stream().noneMatch(each -> each.required() && !each.up());
  }

  JsonObject json() {
    boolean degraded = dependencies.values().stream().anyMatch(each -> !each.up());
    JsonObject checks = new JsonObject();
    new TreeMap<>(dependencies)
        .forEach((name, each) -> checks.put(name, each.up() ? "up" : "down"));
    String status = isReady() ? (degraded ? "degraded" : "ready") : "not ready";
    return JsonObject.of("status", status, "serving", serving, "checks", checks);
  }
}
