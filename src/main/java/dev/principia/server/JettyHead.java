package dev.principia.server;

import dev.principia.contract.Head;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;

/// A Jetty request's head, unread and undecoded.
record JettyHead(Request request) implements Head {
  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String path() {
    HttpURI uri = request.getHttpURI();
    String path = Optional.ofNullable(uri.getPath()).orElse("");
    return uri.getFragment() == null ? path : path + "#" + uri.getFragment();
  }

  @Override
  public String query() {
    return Optional.ofNullable(request.getHttpURI().getQuery()).orElse("");
  }

  @Override
  public Optional<String> header(String name) {
    List<String> values = request.getHeaders().getValuesList(name);
    return switch (values.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(values.getFirst());
      default -> Optional.of(String.join(",", values));
    };
  }

  @Override
  public String peer() {
    return Request.getRemoteAddr(request);
  }

  @Override
  public String scheme() {
    return request.isSecure() ? "https" : "http";
  }
}
