package dev.principia.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a client of one contract may not do with another one: removed operations, statuses, media
/// types and answered members; more demanded of a request; narrower values; other types.
final class ContractChanges {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final JsonObject NONE = new JsonObject();

  private final JsonObject before;
  private final JsonObject after;
  private final List<String> found = new ArrayList<>();

  private ContractChanges(JsonObject before, JsonObject after) {
    this.before = before;
    this.after = after;
  }

  /// The breaking changes, each a sentence; empty when clients of `before` can use `after`.
  static List<String> breaking(JsonObject before, JsonObject after) {
    ContractChanges changes = new ContractChanges(before, after);
    for (String path : before.getJsonObject("paths").fieldNames()) {
      changes.path(path);
    }
    return changes.found;
  }

  private void path(String path) {
    JsonObject old = before.getJsonObject("paths").getJsonObject(path);
    JsonObject now = after.getJsonObject("paths").getJsonObject(path, NONE);
    for (String method : old.fieldNames()) {
      if (METHODS.contains(method)) {
        String place = method.toUpperCase(java.util.Locale.ROOT) + " " + path;
        if (now.containsKey(method)) {
          operation(place, old, now, method);
        } else {
          found.add(place + " is gone");
        }
      }
    }
  }

  private void operation(String place, JsonObject oldItem, JsonObject nowItem, String method) {
    JsonObject old = oldItem.getJsonObject(method);
    JsonObject now = nowItem.getJsonObject(method);
    parameters(place, all(before, oldItem, old), all(after, nowItem, now));
    body(place, old, now);
    JsonObject statuses = now.getJsonObject("responses");
    for (String status : old.getJsonObject("responses").fieldNames()) {
      if (statuses.containsKey(status)) {
        JsonObject was = resolved(before, old.getJsonObject("responses").getJsonObject(status));
        JsonObject is = resolved(after, statuses.getJsonObject(status));
        contents(place + " " + status, was, is, false);
      } else {
        found.add(place + " " + status + " is gone");
      }
    }
  }

  private static SortedMap<String, JsonObject> all(
      JsonObject root, JsonObject item, JsonObject operation) {
    SortedMap<String, JsonObject> all = new TreeMap<>();
    for (JsonObject holder : List.of(item, operation)) {
      for (Object each : holder.getJsonArray("parameters", new JsonArray())) {
        JsonObject parameter = resolved(root, (JsonObject) each);
        all.put(parameter.getString("in") + " " + parameter.getString("name"), parameter);
      }
    }
    return all;
  }

  private void parameters(String place, Map<String, JsonObject> old, Map<String, JsonObject> now) {
    now.forEach(
        (name, parameter) -> {
          boolean was = old.getOrDefault(name, NONE).getBoolean("required", false);
          if (parameter.getBoolean("required", false) && !was) {
            found.add(place + " needs the parameter " + name);
          }
        });
    old.forEach(
        (name, parameter) -> {
          JsonObject is = now.get(name);
          if (is == null) {
            found.add(place + " has no parameter " + name);
          } else {
            schema(
                place + " " + name,
                parameter.getJsonObject("schema"),
                is.getJsonObject("schema"),
                true);
          }
        });
  }

  private void body(String place, JsonObject old, JsonObject now) {
    JsonObject was = resolved(before, old.getJsonObject("requestBody", NONE));
    JsonObject is = resolved(after, now.getJsonObject("requestBody", NONE));
    if (!was.containsKey("content") && is.getBoolean("required", false)) {
      found.add(place + " needs a body");
    }
    contents(place, was, is, true);
  }

  private void contents(String place, JsonObject old, JsonObject now, boolean sent) {
    JsonObject types = now.getJsonObject("content", NONE);
    for (String type : old.getJsonObject("content", NONE).fieldNames()) {
      if (!types.containsKey(type)) {
        found.add(place + " has no " + type);
        continue;
      }
      JsonObject was = old.getJsonObject("content").getJsonObject(type);
      JsonObject is = types.getJsonObject(type);
      schema(
          place + " " + type,
          was.getJsonObject("schema", NONE),
          is.getJsonObject("schema", NONE),
          sent);
    }
  }

  /// @param sent whether clients send it; otherwise they read it
  private void schema(String place, JsonObject oldSchema, JsonObject nowSchema, boolean sent) {
    JsonObject old = resolved(before, oldSchema);
    JsonObject now = resolved(after, nowSchema);
    types(place, old, now, sent);
    values(place, old, now, sent);
    members(place, old, now, sent);
    if (old.containsKey("items") && now.containsKey("items")) {
      schema(place + "[]", old.getJsonObject("items"), now.getJsonObject("items"), sent);
    }
  }

  private void types(String place, JsonObject old, JsonObject now, boolean sent) {
    Set<String> was = texts(old.getValue("type"));
    Set<String> is = texts(now.getValue("type"));
    boolean same =
        sent ? is.containsAll(was) || is.isEmpty() : was.containsAll(is) || was.isEmpty();
    if (!same) {
      found.add(place + " was of type " + was + " and is of type " + is);
    }
  }

  private void values(String place, JsonObject old, JsonObject now, boolean sent) {
    if (!sent) {
      return;
    }
    Set<String> was = texts(old.getValue("enum"));
    Set<String> is = texts(now.getValue("enum"));
    if (!is.isEmpty() && (was.isEmpty() || !is.containsAll(was))) {
      found.add(place + " takes no value but " + is);
    }
    for (String most : List.of("maximum", "maxLength", "maxItems")) {
      Double limit = now.getDouble(most);
      Double before = old.getDouble(most);
      if (limit != null && (before == null || limit < before)) {
        found.add(place + " has a smaller " + most);
      }
    }
    for (String least : List.of("minimum", "minLength", "minItems")) {
      Double limit = now.getDouble(least);
      Double before = old.getDouble(least);
      if (limit != null && (before == null || limit > before)) {
        found.add(place + " has a larger " + least);
      }
    }
  }

  private void members(String place, JsonObject old, JsonObject now, boolean sent) {
    Set<String> needed = new TreeSet<>(texts((sent ? now : old).getValue("required")));
    needed.removeAll(texts((sent ? old : now).getValue("required")));
    for (String name : needed) {
      found.add(place + (sent ? " needs the member " : " may lack the member ") + name);
    }
    JsonObject members = now.getJsonObject("properties", NONE);
    for (String name : old.getJsonObject("properties", NONE).fieldNames()) {
      if (members.containsKey(name)) {
        schema(
            place + "/" + name,
            old.getJsonObject("properties").getJsonObject(name),
            members.getJsonObject(name),
            sent);
      } else {
        found.add(place + " has no member " + name);
      }
    }
  }

  private static Set<String> texts(@Nullable Object value) {
    Set<String> texts = new LinkedHashSet<>();
    switch (value) {
      case null -> {}
      case JsonArray all -> all.forEach(each -> texts.add(String.valueOf(each)));
      default -> texts.add(value.toString());
    }
    return texts;
  }

  private static JsonObject resolved(JsonObject root, JsonObject object) {
    return Optional.ofNullable(object.getString("$ref"))
        .map(ref -> (JsonObject) JsonPointer.from(ref.substring(1)).queryJson(root))
        .map(found -> resolved(root, found))
        .orElse(object);
  }
}
