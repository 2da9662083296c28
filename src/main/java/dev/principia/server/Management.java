package dev.principia.server;

import dev.principia.contract.Media;
import dev.principia.metrics.Meters;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The management port: `/livez`, `/readyz` and `/metrics`, for probes and Prometheus and nobody
/// else.
public final class Management {
  static final String METRICS = "/metrics";

  private final Health health;
  private final Meters meters;

  public Management(Health health, Meters meters) {
    this.health = health;
    this.meters = meters;
  }

  Answer answer(String method, String path) {
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return answer(405, "text/plain", "Only GET.\n");
    }
    return switch (path) {
      case "/livez" -> answer(200, "text/plain", "alive\n");
      case "/readyz" ->
          answer(health.isReady() ? 200 : 503, Media.JSON, health.json().encode() + "\n");
      case METRICS -> answer(200, "text/plain; version=0.0.4; charset=utf-8", meters.scrape());
      default -> answer(404, "text/plain", "There are /livez, /readyz and /metrics.\n");
    };
  }

  private static Answer answer(int status, String mediaType, String text) {
    Buffer body = Buffer.buffer(text);
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    headers.add(Map.entry("Content-Type", mediaType));
    headers.add(Map.entry("Content-Length", Integer.toString(body.length())));
    headers.add(Map.entry("Cache-Control", "no-store"));
    if (status == 405) {
      headers.add(Map.entry("Allow", "GET, HEAD"));
    }
    return new Answer(status, headers, body, true, false, false);
  }
}
