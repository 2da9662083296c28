package dev.principia.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ContractExamplesTest {
  private static final Contract CONTRACT = Contract.load(Set.of("lab"));

  /// An example of a body, found at `operation status media-type name`; requests have no status.
  private record Example(
      String place, String status, String mediaType, Schema schema, Object value) {}

  @Test
  void everyBodyHasAnExample() {
    for (Operation operation : CONTRACT.operations()) {
      Set<String> shown =
          examples(operation).stream()
              .map(example -> (example.status() + " " + example.mediaType()).strip())
              .collect(Collectors.toSet());
      assertTrue(shown.containsAll(operation.bodies().keySet()), operation.id());
      assertTrue(shown.containsAll(operation.responses().keySet()), operation.id());
    }
  }

  @Test
  void everyExampleFitsItsSchema() {
    for (Operation operation : CONTRACT.operations()) {
      for (Example example : examples(operation)) {
        assertEquals(List.of(), example.schema().check(example.value()), example.place());
      }
    }
  }

  @Test
  void everyProblemOfAnExampleIsOneThatTheServersGive() {
    for (Operation operation : CONTRACT.operations()) {
      for (Example example : examples(operation)) {
        if (example.mediaType().equals(Media.PROBLEM)) {
          checkProblem(example, (JsonObject) example.value());
        }
      }
    }
  }

  private static void checkProblem(Example example, JsonObject problem) {
    ProblemType type = type(problem.getString("type"));
    assertEquals(type.title(), problem.getString("title"), example.place());
    assertEquals(type.status(), problem.getInteger("status"), example.place());
    assertEquals(example.status(), Integer.toString(type.status()), example.place());
  }

  private static ProblemType type(String uri) {
    return Arrays.stream(ProblemType.values())
        .filter(type -> type.uri().equals(uri))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no problem has the type " + uri));
  }

  @Test
  void everyExampleOfAParameterIsTaken() {
    for (Operation operation : CONTRACT.operations()) {
      JsonObject json = json(operation);
      for (Object each : json.getJsonArray("parameters", new JsonArray())) {
        JsonObject parameter = resolved((JsonObject) each);
        Defects defects = new Defects();
        Optional.ofNullable(parameter.getValue("example"))
            .ifPresent(example -> Parameter.of(parameter).read(example.toString(), defects));
        defects.throwIfAny();
      }
    }
  }

  private static List<Example> examples(Operation operation) {
    JsonObject json = json(operation);
    List<Example> examples = new ArrayList<>();
    if (json.containsKey("requestBody")) {
      add(examples, operation, "", resolved(json.getJsonObject("requestBody")), operation.bodies());
    }
    JsonObject responses = json.getJsonObject("responses");
    for (String status : responses.fieldNames()) {
      JsonObject response = resolved(responses.getJsonObject(status));
      add(examples, operation, status, response, operation.responses());
    }
    assertFalse(examples.isEmpty(), operation.id());
    return examples;
  }

  private static void add(
      List<Example> to,
      Operation operation,
      String status,
      JsonObject body,
      Map<String, Schema> by) {
    JsonObject content = body.getJsonObject("content", new JsonObject());
    for (String mediaType : content.fieldNames()) {
      Schema schema = Objects.requireNonNull(by.get((status + " " + mediaType).strip()));
      JsonObject examples =
          content.getJsonObject(mediaType).getJsonObject("examples", new JsonObject());
      for (String name : examples.fieldNames()) {
        String place = String.join(" ", operation.id(), status, mediaType, name);
        to.add(
            new Example(
                place, status, mediaType, schema, examples.getJsonObject(name).getValue("value")));
      }
    }
  }

  private static JsonObject json(Operation operation) {
    return CONTRACT
        .json()
        .getJsonObject("paths")
        .getJsonObject(operation.path())
        .getJsonObject(operation.method().toLowerCase(Locale.ROOT));
  }

  private static JsonObject resolved(JsonObject json) {
    return Optional.ofNullable(json.getString("$ref"))
        .map(ref -> JsonPointer.from(ref.substring(1)).queryJson(CONTRACT.json()))
        .map(JsonObject.class::cast)
        .orElse(json);
  }
}
