package dev.principia.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Which members an instance lacks and which it has that nobody knows, each by its own pointer.
///
/// The validator can't say it: it names a missing member only in its message, calls every member
/// that fails an additional one too, points ambiguously at unusual names, and is slow at many. So
/// it is given the schema without these rules ([#open]). Followed are `properties`, `items` and
/// `additionalProperties`, of which the contract's schemas are made; below other keywords the rules
/// stay the validator's.
final class Members {
  private static final JsonObject NONE = new JsonObject();

  private final Consumer<Defect> found;

  Members(Consumer<Defect> found) {
    this.found = found;
  }

  /// A copy of the schema that has none of the rules that [#check] checks.
  static JsonObject open(JsonObject schema) {
    JsonObject open = new JsonObject();
    schema.forEach(keyword -> open.put(keyword.getKey(), opened(keyword)));
    open.remove("required");
    if (Boolean.FALSE.equals(open.getValue("additionalProperties"))) {
      open.remove("additionalProperties");
    }
    return open;
  }

  private static @Nullable Object opened(Map.Entry<String, Object> keyword) {
    if (!(keyword.getValue() instanceof JsonObject value)) {
      return keyword.getValue();
    }
    return switch (keyword.getKey()) {
      case "items", "additionalProperties" -> open(value);
      case "properties" -> {
        JsonObject properties = new JsonObject();
        value.forEach(
            each ->
                properties.put(
                    each.getKey(),
                    each.getValue() instanceof JsonObject s ? open(s) : each.getValue()));
        yield properties;
      }
      default -> value;
    };
  }

  /// @param schema the schema, or what stands in its place: a boolean, or null for none
  /// @param at the instance's pointer
  void check(@Nullable Object schema, @Nullable Object instance, String at) {
    if (!(schema instanceof JsonObject s)) {
      return;
    }
    switch (instance) {
      case JsonObject object -> {
        missing(s.getJsonArray("required", new JsonArray()), object, at);
        members(s, object, at);
      }
      case JsonArray array -> {
        for (int i = 0; i < array.size(); i++) {
          check(s.getValue("items"), array.getValue(i), at + "/" + i);
        }
      }
      case null, default -> {}
    }
  }

  private void missing(Iterable<Object> required, JsonObject object, String at) {
    for (Object name : required) {
      if (!object.containsKey(name.toString())) {
        found.accept(
            Defect.at(pointer(at, name.toString()), "required", "This member is required."));
      }
    }
  }

  private void members(JsonObject schema, JsonObject object, String at) {
    JsonObject known = schema.getJsonObject("properties", NONE);
    Object others = schema.getValue("additionalProperties");
    for (Map.Entry<String, Object> member : object) {
      String pointer = pointer(at, member.getKey());
      if (known.containsKey(member.getKey())) {
        check(known.getValue(member.getKey()), member.getValue(), pointer);
      } else if (Boolean.FALSE.equals(others)) {
        found.accept(Defect.at(pointer, "unknown-member", "There is no such member."));
      } else {
        check(others, member.getValue(), pointer);
      }
    }
  }

  /// RFC 6901, 3.
  private static String pointer(String parent, String name) {
    return parent + "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
