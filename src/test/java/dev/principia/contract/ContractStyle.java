package dev.principia.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// How addresses and members are to be spelled: lower-case paths with hyphens, plural collections,
/// camelCase members without abbreviations, and one shape for every problem.
final class ContractStyle {
  private static final Pattern SEGMENT =
      Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*|\\{[a-z][a-zA-Z]*}");
  private static final Pattern CAMEL = Pattern.compile("[a-z][a-z0-9]*([A-Z][a-z0-9]*)*");
  private static final Pattern HEADER = Pattern.compile("([A-Z][A-Za-z]*)(-[A-Z][A-Za-z]*)*");
  private static final Pattern WORDS = Pattern.compile("(?=[A-Z])|-");
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "abbr", "acct", "addr", "amt", "attr", "cfg", "cnt", "conf", "ctx", "curr", "desc",
          "dest", "dir", "dt", "err", "fmt", "idx", "img", "len", "lang", "lst", "msg", "no", "nr",
          "num", "obj", "org", "param", "prev", "pwd", "qty", "ref", "req", "res", "resp", "seq",
          "src", "stat", "str", "tmp", "ts", "txt", "usr", "val", "vis");

  /// Collections whose names have no plural.
  private static final Set<String> COLLECTIVE = Set.of("shared", "trash");

  /// Problems with members of their own, which RFC 9457 (3.2) allows.
  private static final Set<String> PROBLEMS =
      Set.of("#/components/schemas/Problem", "#/components/schemas/NoteProblem");

  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private final List<String> found = new ArrayList<>();

  private ContractStyle() {}

  /// What breaks the style, each a sentence.
  static List<String> findings(JsonObject contract) {
    ContractStyle style = new ContractStyle();
    contract.getJsonObject("paths").forEach(style::path);
    JsonObject components = contract.getJsonObject("components", new JsonObject());
    components.getJsonObject("schemas", new JsonObject()).forEach(style::schema);
    components
        .getJsonObject("parameters", new JsonObject())
        .forEach(each -> style.parameter((JsonObject) each.getValue()));
    components.getJsonObject("responses", new JsonObject()).forEach(style::problem);
    return style.found;
  }

  private void path(Map.Entry<String, Object> path) {
    List<String> segments = List.of(path.getKey().substring(1).split("/", -1));
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (!SEGMENT.matcher(segment).matches()) {
        found.add(path.getKey() + ": not lower case with hyphens: " + segment);
      }
      boolean collection = i + 1 < segments.size() && segments.get(i + 1).startsWith("{");
      boolean plural = segment.endsWith("s") || COLLECTIVE.contains(segment);
      if (collection && !segment.startsWith("{") && !plural) {
        found.add(path.getKey() + ": not plural: " + segment);
      }
      if (!segment.startsWith("{")) {
        words(path.getKey(), segment);
      }
    }
    ((JsonObject) path.getValue())
        .forEach(
            each -> {
              if (METHODS.contains(each.getKey())) {
                operation((JsonObject) each.getValue());
              }
            });
  }

  private void operation(JsonObject operation) {
    String id = operation.getString("operationId");
    camel("operation", id);
    for (Object each : operation.getJsonArray("parameters", new JsonArray())) {
      parameter((JsonObject) each);
    }
    JsonObject responses = operation.getJsonObject("responses");
    for (String status : responses.fieldNames()) {
      if (status.compareTo("400") >= 0 && !responses.getJsonObject(status).containsKey("$ref")) {
        found.add(id + " " + status + ": not one of the shared problems");
      }
    }
  }

  private void parameter(JsonObject parameter) {
    String name = parameter.getString("name");
    if (name == null) {
      return; // a reference
    }
    if (!parameter.getString("in").equals("header")) {
      camel("parameter", name);
    } else if (!HEADER.matcher(name).matches()) {
      found.add("header " + name + ": not capitalised");
    }
  }

  private void schema(Map.Entry<String, Object> schema) {
    members(schema.getKey(), (JsonObject) schema.getValue());
  }

  private void members(String place, JsonObject schema) {
    schema
        .getJsonObject("properties", new JsonObject())
        .forEach(
            each -> {
              camel(place, each.getKey());
              members(place + "/" + each.getKey(), (JsonObject) each.getValue());
            });
    if (schema.containsKey("items")) {
      members(place, schema.getJsonObject("items"));
    }
  }

  private void problem(Map.Entry<String, Object> response) {
    JsonObject content = ((JsonObject) response.getValue()).getJsonObject("content");
    if (content == null || response.getKey().equals("Accepted")) {
      return;
    }
    JsonObject problem = content.getJsonObject(Media.PROBLEM, new JsonObject());
    String ref = problem.getJsonObject("schema", new JsonObject()).getString("$ref", "");
    if (content.size() != 1 || !PROBLEMS.contains(ref)) {
      found.add("response " + response.getKey() + ": not a Problem");
    }
  }

  private void camel(String place, String name) {
    if (!CAMEL.matcher(name).matches()) {
      found.add(place + " " + name + ": not camelCase");
    }
    words(place, name);
  }

  private void words(String place, String name) {
    for (String word : WORDS.split(name, -1)) {
      if (ABBREVIATIONS.contains(word.toLowerCase(java.util.Locale.ROOT))) {
        found.add(place + " " + name + ": abbreviated: " + word);
      }
    }
  }
}
