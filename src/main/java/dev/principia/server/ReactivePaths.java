package dev.principia.server;

import dev.principia.contract.Operation;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/// The contract's paths as the Vert.x router mounts them, each in a router of its own. One router
/// for all tries the regular expressions of its routes one after the other; the contract has found
/// the path already, by a comparison of segments. Belongs to one event loop.
final class ReactivePaths {
  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private final Map<String, Router> routers = new HashMap<>();
  private final Handler<HttpServerRequest> next;

  /// @param next what is done with every request, without the router's own validation and its
  ///   worker hop
  ReactivePaths(Vertx vertx, OpenAPIContract contract, Handler<HttpServerRequest> next) {
    this.next = next;
    for (Path path : contract.getPaths()) {
      RouterBuilder builder = RouterBuilder.create(vertx, new OnePath(contract, path));
      for (OpenAPIRoute route : builder.getRoutes()) {
        route.setDoValidation(false).addHandler(context -> next.handle(context.request()));
      }
      Router router = builder.createRouter();
      // HEAD, which the contract does not list.
      router.route().handler(context -> next.handle(context.request()));
      routers.put(path.getName(), router);
    }
  }

  /// A query with a broken escape goes past the router, which decodes it and fails in its own way.
  void handle(Operation operation, HttpServerRequest request) {
    if (request.query() != null && BROKEN_ESCAPE.matcher(request.query()).find()) {
      next.handle(request);
    } else {
      Objects.requireNonNull(routers.get(operation.path())).handle(request);
    }
  }
}
