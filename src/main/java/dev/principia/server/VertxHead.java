package dev.principia.server;

import dev.principia.contract.Head;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;

/// A Vert.x request's head, unread and undecoded.
record VertxHead(HttpServerRequest request) implements Head {
  @Override
  public String method() {
    return request.method().name();
  }

  @Override
  public String path() {
    return Optional.ofNullable(request.path()).orElse("");
  }

  @Override
  public String query() {
    return Optional.ofNullable(request.query()).orElse("");
  }

  @Override
  public Optional<String> header(String name) {
    List<String> values = request.headers().getAll(name);
    return switch (values.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(values.getFirst());
      default -> Optional.of(String.join(",", values));
    };
  }

  @Override
  public String peer() {
    return Optional.ofNullable(request.remoteAddress()).map(a -> a.hostAddress()).orElse("unknown");
  }

  @Override
  public String scheme() {
    return request.isSSL() ? "https" : "http";
  }
}
