package dev.principia.contract;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// `openapi.yaml`, read and prepared once at start, shared by both servers and all threads.
public final class Contract {
  /// Where the API is mounted, by the contract's `servers`.
  public static final String BASE = "/api/v1";

  private final Buffer yaml;
  private final JsonObject json;
  private final Map<String, Operation> operations;
  private final Routes routes;

  private Contract(Buffer yaml, JsonObject json, Map<String, Operation> operations) {
    this.yaml = yaml;
    this.json = json;
    this.operations = operations;
    this.routes = new Routes(operations.values());
  }

  /// Reads the contract that ships with the program.
  ///
  /// @param features names of the switched-on features; operations of others do not exist
  public static Contract load(Set<String> features) {
    try (InputStream in = Contract.class.getResourceAsStream("/openapi.yaml")) {
      if (in == null) {
        throw new IllegalStateException("openapi.yaml is not on the class path");
      }
      return parse(Buffer.buffer(in.readAllBytes()), features);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Prepares a contract from its text; an [IllegalStateException] names what it lacks.
  public static Contract parse(Buffer yaml, Set<String> features) {
    try {
      YAMLMapper mapper = new YAMLMapper();
      mapper.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
      @SuppressWarnings("unchecked")
      Map<String, Object> tree = mapper.readValue(yaml.getBytes(), Map.class);
      JsonObject json = new JsonObject(tree);
      return new Contract(yaml, json, new OperationReader(json, features).read());
    } catch (IOException e) {
      throw new IllegalStateException("openapi.yaml: " + e.getMessage(), e);
    }
  }

  /// The document as it was written.
  public Buffer yaml() {
    return yaml;
  }

  /// The document as JSON.
  public JsonObject json() {
    return json;
  }

  public Collection<Operation> operations() {
    return operations.values();
  }

  /// The operation with this id.
  public Operation operation(String id) {
    return Optional.ofNullable(operations.get(id))
        .orElseThrow(() -> new IllegalArgumentException("no operation " + id));
  }

  /// Which operation a request is for; `path` as it was sent, base path included.
  public Route route(String method, String path) {
    return routes.find(method, path);
  }

  /// Stops the boot, naming each, unless there is exactly one handler per operation.
  public void requireHandlers(Set<String> handlers) {
    Set<String> without = new TreeSet<>(operations.keySet());
    without.removeAll(handlers);
    Set<String> unknown = new TreeSet<>(handlers);
    unknown.removeAll(operations.keySet());
    if (!without.isEmpty() || !unknown.isEmpty()) {
      throw new IllegalStateException(
          "The contract and the handlers differ: operations without a handler "
              + without
              + ", handlers without an operation "
              + unknown);
    }
  }

  /// The least that a router needs of this contract: paths, methods, operation ids and security.
  /// Schemas, media types and answers stay here.
  public JsonObject skeleton() {
    JsonObject paths = new JsonObject();
    for (Operation operation : operations.values()) {
      JsonObject path = paths.getJsonObject(operation.path(), new JsonObject());
      paths.put(operation.path(), path);
      path.put(
          operation.method().toLowerCase(java.util.Locale.ROOT), OperationReader.bare(operation));
    }
    JsonObject info = JsonObject.of("title", "Principia", "version", "1");
    return JsonObject.of("openapi", "3.1.0", "info", info, "paths", paths);
  }
}
