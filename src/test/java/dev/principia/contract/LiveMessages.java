package dev.principia.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The messages of `asyncapi.yaml`: what a test sends and receives is held against them.
public final class LiveMessages {
  private static final JsonObject DOCUMENT = read("asyncapi.yaml");
  private static final JsonObject CONTRACT = read("openapi.yaml");
  private static final Map<String, Map<String, Schema>> BY_ACTION =
      Map.of("receive", schemas("receive"), "send", schemas("send"));

  private LiveMessages() {}

  /// The whole document.
  static JsonObject document() {
    return DOCUMENT;
  }

  /// Fails unless a client may say so.
  public static void checkSaid(JsonObject message) {
    check("receive", message);
  }

  /// Fails unless the server may say so.
  public static void checkTold(JsonObject message) {
    check("send", message);
  }

  private static void check(String action, JsonObject message) {
    String type = message.getString("type");
    Schema schema =
        Objects.requireNonNull(
            Objects.requireNonNull(BY_ACTION.get(action)).get(type), () -> "undocumented: " + type);
    assertEquals(List.of(), schema.check(message), message::encode);
  }

  /// The messages of all operations with this action, by the value of their `type`.
  private static Map<String, Schema> schemas(String action) {
    Map<String, Schema> schemas = new HashMap<>();
    for (var each : DOCUMENT.getJsonObject("operations")) {
      JsonObject operation = (JsonObject) each.getValue();
      if (operation.getString("action").equals(action)) {
        for (JsonObject message : messages(operation)) {
          JsonObject payload = message.getJsonObject("payload");
          String type =
              payload.getJsonObject("properties").getJsonObject("type").getString("const");
          schemas.put(type, new Schema(payload));
        }
      }
    }
    return schemas;
  }

  /// The messages of an operation with all references followed.
  static List<JsonObject> messages(JsonObject operation) {
    List<JsonObject> messages = new ArrayList<>();
    for (Object reference : operation.getJsonArray("messages")) {
      messages.add((JsonObject) inlined(reference, DOCUMENT));
    }
    return messages;
  }

  private static Object inlined(Object value, JsonObject root) {
    return switch (value) {
      case JsonObject object when object.containsKey("$ref") ->
          followed(object.getString("$ref"), root);
      case JsonObject object -> {
        JsonObject copy = new JsonObject();
        object.forEach(entry -> copy.put(entry.getKey(), inlined(entry.getValue(), root)));
        yield copy;
      }
      case JsonArray array ->
          new JsonArray(array.stream().map(each -> inlined(each, root)).toList());
      default -> value;
    };
  }

  private static Object followed(String reference, JsonObject root) {
    boolean other = reference.startsWith("./openapi.yaml#");
    JsonObject target = other ? CONTRACT : root;
    String pointer = reference.substring(reference.indexOf('#') + 1);
    Object found = JsonPointer.from(pointer).queryJson(target);
    return inlined(Objects.requireNonNull(found, reference), target);
  }

  private static JsonObject read(String file) {
    try {
      @SuppressWarnings("unchecked")
      Map<String, Object> tree =
          new YAMLMapper().readValue(Files.readString(Path.of(file)), Map.class);
      return new JsonObject(tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
