package dev.principia.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads the operations out of the contract, with every `$ref` replaced by what it names.
final class OperationReader {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private static final List<String> NEEDED =
      List.of("operationId", "x-policy", "x-cost", "x-statements", "security", "responses");

  private static final class UnknownReference extends RuntimeException {
    UnknownReference(String reference) {
      super(reference);
    }
  }

  private final JsonObject root;
  private final Set<String> features;

  /// Operations have most of their answers in common: each is prepared once.
  private final Map<JsonObject, Schema> prepared = new HashMap<>();

  OperationReader(JsonObject root, Set<String> features) {
    this.root = root;
    this.features = features;
  }

  Map<String, Operation> read() {
    Map<String, Operation> operations = new TreeMap<>();
    List<String> mistakes = new ArrayList<>();
    for (Map.Entry<String, Object> path : root.getJsonObject("paths")) {
      JsonObject item = (JsonObject) path.getValue();
      for (String method : item.fieldNames()) {
        if (METHODS.contains(method)) {
          read(path.getKey(), method, item, mistakes)
              .filter(operation -> operation.feature().map(features::contains).orElse(true))
              .ifPresent(operation -> add(operation, operations, mistakes));
        }
      }
    }
    if (!mistakes.isEmpty()) {
      throw new IllegalStateException("openapi.yaml: " + String.join("; ", mistakes));
    }
    return operations;
  }

  private static void add(
      Operation operation, Map<String, Operation> operations, List<String> mistakes) {
    Operation other = operations.putIfAbsent(operation.id(), operation);
    if (other != null) {
      mistakes.add(name(other) + " and " + name(operation) + " are both " + operation.id());
    }
  }

  private static String name(Operation operation) {
    return operation.method() + " " + operation.path();
  }

  private Optional<Operation> read(
      String path, String method, JsonObject item, List<String> mistakes) {
    JsonObject json = item.getJsonObject(method);
    String verb = method.toUpperCase(java.util.Locale.ROOT);
    List<String> lacks = lacks(json);
    if (!lacks.isEmpty()) {
      lacks.forEach(each -> mistakes.add(verb + " " + path + " " + each));
      return Optional.empty();
    }
    try {
      return Optional.of(operation(path, verb, item, json));
    } catch (UnknownReference e) {
      mistakes.add(verb + " " + path + " refers to nothing: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static List<String> lacks(JsonObject operation) {
    List<String> lacks = new ArrayList<>();
    for (String needed : NEEDED) {
      if (!operation.containsKey(needed)) {
        lacks.add("declares no " + needed);
      }
    }
    String policy = operation.getString("x-policy", Policy.PUBLIC.word());
    if (Policy.of(policy).isEmpty()) {
      lacks.add("declares a policy that nobody knows: " + policy);
    }
    return lacks;
  }

  private Operation operation(String path, String verb, JsonObject item, JsonObject json) {
    JsonObject responses = inlinedObject(json.getJsonObject("responses"));
    return new Operation(
        json.getString("operationId"),
        verb,
        path,
        Policy.of(json.getString("x-policy")).orElseThrow(),
        Optional.ofNullable(json.getString("x-scope")),
        json.getInteger("x-cost"),
        json.getInteger("x-statements"),
        Optional.ofNullable(json.getString("x-feature")),
        offers(responses),
        responses.fieldNames().stream().map(Integer::valueOf).collect(Collectors.toSet()),
        bodies(json),
        responses(responses),
        parameters(item, json));
  }

  private List<Parameter> parameters(JsonObject item, JsonObject operation) {
    JsonArray all = item.getJsonArray("parameters", new JsonArray()).copy();
    all.addAll(operation.getJsonArray("parameters", new JsonArray()));
    return all.stream().map(each -> Parameter.of(inlinedObject(each))).toList();
  }

  private Map<String, Schema> bodies(JsonObject operation) {
    Map<String, Schema> bodies = new LinkedHashMap<>();
    if (operation.containsKey("requestBody")) {
      JsonObject body = inlinedObject(operation.getJsonObject("requestBody"));
      addSchemas("", body, bodies);
    }
    return bodies;
  }

  private Map<String, Schema> responses(JsonObject responses) {
    Map<String, Schema> schemas = new LinkedHashMap<>();
    for (String status : responses.fieldNames()) {
      addSchemas(status + " ", responses.getJsonObject(status), schemas);
    }
    return schemas;
  }

  private void addSchemas(String prefix, JsonObject body, Map<String, Schema> schemas) {
    JsonObject content = body.getJsonObject("content", new JsonObject());
    for (String mediaType : content.fieldNames()) {
      JsonObject schema =
          content.getJsonObject(mediaType).getJsonObject("schema", new JsonObject());
      schemas.put(prefix + mediaType, prepared.computeIfAbsent(schema, Schema::new));
    }
  }

  private static List<String> offers(JsonObject responses) {
    for (String status : responses.fieldNames()) {
      JsonObject content = responses.getJsonObject(status).getJsonObject("content");
      if (status.startsWith("2") && content != null) {
        return List.copyOf(content.fieldNames());
      }
    }
    return List.of(Media.JSON);
  }

  /// A copy in which every reference is replaced by what it names; the contract's schemas do not
  /// refer to themselves.
  private @Nullable Object inlined(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case JsonObject object when object.containsKey("$ref") -> inlined(target(object));
      case JsonObject object -> {
        JsonObject copy = new JsonObject();
        object.forEach(
            entry -> copy.put(entry.getKey(), exact(entry.getKey(), inlined(entry.getValue()))));
        yield copy;
      }
      case JsonArray array -> new JsonArray(array.stream().map(this::inlined).toList());
      default -> value;
    };
  }

  /// In ECMA-262, which JSON Schema follows, a final `$` is the end of the text; in Java it also
  /// matches before a last line break.
  private static @Nullable Object exact(String keyword, @Nullable Object value) {
    return keyword.equals("pattern") && value instanceof String pattern && pattern.endsWith("$")
        ? pattern.substring(0, pattern.length() - 1) + "\\z"
        : value;
  }

  private JsonObject inlinedObject(Object value) {
    return (JsonObject) Objects.requireNonNull(inlined(value));
  }

  private Object target(JsonObject reference) {
    String pointer = reference.getString("$ref").substring(1);
    return Optional.ofNullable(JsonPointer.from(pointer).queryJson(root))
        .orElseThrow(() -> new UnknownReference("#" + pointer));
  }

  /// The operation as a router needs it.
  static JsonObject bare(Operation operation) {
    JsonArray parameters = new JsonArray();
    for (Parameter parameter : operation.parameters()) {
      if (parameter.in() == Parameter.In.PATH) {
        parameters.add(
            JsonObject.of(
                "name",
                parameter.name(),
                "in",
                "path",
                "required",
                true,
                "schema",
                JsonObject.of("type", "string")));
      }
    }
    return JsonObject.of(
        "operationId", operation.id(),
        "parameters", parameters,
        "responses", JsonObject.of("200", JsonObject.of("description", "see the contract")));
  }
}
