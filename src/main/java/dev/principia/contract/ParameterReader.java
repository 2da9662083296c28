package dev.principia.contract;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the parameters of one request from its raw head.
final class ParameterReader {
  private final Operation operation;
  private final Head head;
  private final List<String> segments;

  ParameterReader(Operation operation, Head head, List<String> segments) {
    this.operation = operation;
    this.head = head;
    this.segments = segments;
  }

  void read(Map<String, Object> values, Defects defects) {
    Map<String, String> query = query(defects);
    for (Parameter parameter : operation.parameters()) {
      Optional<String> text =
          switch (parameter.in()) {
            case PATH -> Optional.of(segment(parameter.name()));
            case QUERY -> Optional.ofNullable(query.remove(parameter.name()));
            case HEADER -> head.header(parameter.name());
          };
      if (text.isPresent()) {
        parameter.read(text.get(), defects).ifPresent(value -> values.put(parameter.name(), value));
      } else if (parameter.fallback() != null) {
        values.put(parameter.name(), parameter.fallback());
      } else if (parameter.required()) {
        missing(parameter, defects);
      }
    }
    for (String name : query.keySet()) {
      defects.refused(
          Defect.parameter(name, "unknown-parameter", "There is no such query parameter."));
    }
  }

  /// A request without a header that it needs is no such request (400), as
  /// draft-ietf-httpapi-idempotency-key-header-06 wants it; a query without a parameter is refused.
  private static void missing(Parameter parameter, Defects defects) {
    String name = parameter.name();
    Defect defect = Defect.parameter(name, "required", "`" + name + "` is required.");
    if (parameter.in() == Parameter.In.HEADER) {
      defects.unreadable(defect);
    } else {
      defects.refused(defect);
    }
  }

  private String segment(String name) {
    String[] template = operation.path().substring(1).split("/", -1);
    for (int i = 0; i < template.length; i++) {
      if (template[i].equals("{" + name + "}")) {
        return segments.get(i);
      }
    }
    throw new IllegalStateException(operation.path() + " has no {" + name + "}");
  }

  private Map<String, String> query(Defects defects) {
    Map<String, String> query = new HashMap<>();
    if (head.query().isEmpty()) {
      return query;
    }
    for (String pair : head.query().split("&", -1)) {
      int equals = pair.indexOf('=');
      Optional<String> name = Percent.decode(equals < 0 ? pair : pair.substring(0, equals), true);
      Optional<String> value = Percent.decode(equals < 0 ? "" : pair.substring(equals + 1), true);
      if (name.isEmpty() || value.isEmpty() || Percent.hasControls(name.get())) {
        defects.unreadable(
            Defect.parameter(
                name.filter(n -> !Percent.hasControls(n)).orElse("query"),
                "malformed",
                "The query holds a broken escape or invalid UTF-8."));
      } else if (!name.get().isEmpty() && query.put(name.get(), value.get()) != null) {
        defects.unreadable(
            Defect.parameter(name.get(), "repeated", "`" + name.get() + "` is given twice."));
      }
    }
    return query;
  }
}
