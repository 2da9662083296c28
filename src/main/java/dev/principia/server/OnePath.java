package dev.principia.server;

import dev.principia.contract.Contract;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.OpenAPIVersion;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.contract.Path;
import io.vertx.openapi.contract.SecurityRequirement;
import io.vertx.openapi.contract.SecurityScheme;
import io.vertx.openapi.contract.Server;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A contract of which only one path is to be mounted, at its absolute place.
record OnePath(OpenAPIContract whole, Path path) implements OpenAPIContract {
  private record Absolute(Path path) implements Path {
    @Override
    public String getName() {
      return Contract.BASE + path.getName();
    }

    @Override
    public List<Operation> getOperations() {
      return path.getOperations();
    }

    @Override
    public List<Parameter> getParameters() {
      return path.getParameters();
    }

    @Override
    public JsonObject getOpenAPIModel() {
      return path.getOpenAPIModel();
    }
  }

  @Override
  public List<Path> getPaths() {
    return List.of(new Absolute(path));
  }

  @Override
  public List<Operation> operations() {
    return path.getOperations();
  }

  @Override
  public @Nullable Operation operation(String operationId) {
    return whole.operation(operationId);
  }

  @Override
  public @Nullable Path findPath(String urlPath) {
    return whole.findPath(urlPath);
  }

  @Override
  public @Nullable Operation findOperation(String urlPath, HttpMethod method) {
    return whole.findOperation(urlPath, method);
  }

  @Override
  public JsonObject getRawContract() {
    return whole.getRawContract();
  }

  @Override
  public OpenAPIVersion getVersion() {
    return whole.getVersion();
  }

  @Override
  public SchemaRepository getSchemaRepository() {
    return whole.getSchemaRepository();
  }

  @Override
  public List<Server> getServers() {
    return whole.getServers();
  }

  @Override
  public List<SecurityRequirement> getSecurityRequirements() {
    return whole.getSecurityRequirements();
  }

  @Override
  public @Nullable SecurityScheme securityScheme(String name) {
    return whole.securityScheme(name);
  }
}
