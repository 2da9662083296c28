package dev.principia.fuzz;

import dev.principia.contract.Contract;
import dev.principia.contract.Operation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An operation as the contract writes it, with every reference replaced by what it names.
///
/// @param slow whether it holds its thread up on purpose, for as long as it is told
/// @param bodies by their media type
record Subject(
    String id,
    String method,
    String path,
    boolean slow,
    List<JsonObject> parameters,
    Map<String, Body> bodies) {

  /// @param examples bodies that the contract shows
  record Body(JsonObject schema, List<Object> examples) {}

  /// All operations but those that start a measurement of minutes.
  static List<Subject> all(Contract contract) {
    return contract.operations().stream()
        .filter(each -> each.feature().isEmpty() || each.method().equals("GET"))
        .map(each -> of(contract.json(), each))
        .toList();
  }

  private static Subject of(JsonObject root, Operation operation) {
    JsonObject item = root.getJsonObject("paths").getJsonObject(operation.path());
    JsonObject json = item.getJsonObject(operation.method().toLowerCase(Locale.ROOT));
    JsonArray parameters = item.getJsonArray("parameters", new JsonArray()).copy();
    parameters.addAll(json.getJsonArray("parameters", new JsonArray()));
    List<JsonObject> all = parameters.stream().map(each -> inlinedObject(root, each)).toList();
    return new Subject(
        operation.id(),
        operation.method(),
        operation.path(),
        operation.feature().isPresent(),
        all,
        bodies(root, json.getJsonObject("requestBody", new JsonObject())));
  }

  private static Map<String, Body> bodies(JsonObject root, JsonObject body) {
    Map<String, Body> bodies = new LinkedHashMap<>();
    JsonObject content = inlinedObject(root, body).getJsonObject("content", new JsonObject());
    for (String mediaType : content.fieldNames()) {
      JsonObject each = content.getJsonObject(mediaType);
      List<Object> examples = new ArrayList<>();
      each.getJsonObject("examples", new JsonObject())
          .forEach(example -> examples.add(((JsonObject) example.getValue()).getValue("value")));
      bodies.put(mediaType, new Body(each.getJsonObject("schema", new JsonObject()), examples));
    }
    return bodies;
  }

  private static JsonObject inlinedObject(JsonObject root, Object value) {
    return (JsonObject) Objects.requireNonNull(inlined(root, value));
  }

  private static @Nullable Object inlined(JsonObject root, @Nullable Object value) {
    return switch (value) {
      case JsonObject object when object.containsKey("$ref") ->
          inlined(root, JsonPointer.from(object.getString("$ref").substring(1)).queryJson(root));
      case JsonObject object -> {
        JsonObject copy = new JsonObject();
        object.forEach(each -> copy.put(each.getKey(), inlined(root, each.getValue())));
        yield copy;
      }
      case JsonArray array ->
          new JsonArray(array.stream().map(each -> inlined(root, each)).toList());
      case null, default -> value;
    };
  }
}
