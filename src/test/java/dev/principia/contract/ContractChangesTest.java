package dev.principia.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Clients of the last released contract can use this one.
final class ContractChangesTest {
  private static final String CONTRACT =
      """
      paths:
        /things:
          post:
            operationId: createThing
            x-policy: public
            x-cost: 1
            x-statements: 0
            security: []
            parameters:
              - { name: kind, in: query, schema: { type: string, enum: [small, large], maxLength: 9 } }
            requestBody:
              content:
                application/json: { schema: { $ref: '#/components/schemas/Thing' } }
            responses:
              '200':
                content:
                  application/json: { schema: { $ref: '#/components/schemas/Thing' } }
              '404': {}
      components:
        schemas:
          Thing:
            type: object
            required: [name]
            properties:
              name: { type: string, maxLength: 10 }
              tags: { type: array, items: { type: string } }
      """;

  @Test
  void nothingThatWasReleasedIsBroken() throws IOException {
    Buffer released = Buffer.buffer(Files.readAllBytes(Path.of("contract/released.yaml")));
    assertEquals(
        List.of(),
        ContractChanges.breaking(
            Contract.parse(released, Set.of("lab")).json(), Contract.load(Set.of("lab")).json()));
  }

  @Test
  void aContractBreaksNothingOfItself() {
    assertEquals(List.of(), changed(contract -> {}));
  }

  @Test
  void whatIsGoneIsFound() {
    finds("POST /things is gone", c -> c.getJsonObject("paths").remove("/things"));
    finds("POST /things 404 is gone", c -> post(c).getJsonObject("responses").remove("404"));
    finds("POST /things has no parameter query kind", c -> post(c).remove("parameters"));
    finds("POST /things has no application/json", c -> post(c).remove("requestBody"));
    assertEquals(
        List.of(
            "POST /things application/json has no member tags",
            "POST /things 200 application/json has no member tags"),
        changed(c -> thing(c).getJsonObject("properties").remove("tags")));
  }

  @Test
  void whatIsNewlyDemandedIsFound() {
    finds("POST /things needs the parameter query kind", c -> kind(c).put("required", true));
    finds(
        "POST /things application/json needs the member tags",
        c -> thing(c).getJsonArray("required").add("tags"));
    finds(
        "POST /things 200 application/json may lack the member name",
        c -> thing(c).put("required", new JsonArray()));
  }

  @Test
  void narrowerValuesAndOtherTypesAreFound() {
    finds(
        "POST /things query kind takes no value but [small]",
        c -> kind(c).getJsonObject("schema").put("enum", new JsonArray().add("small")));
    finds(
        "POST /things query kind has a smaller maxLength",
        c -> kind(c).getJsonObject("schema").put("maxLength", 5));
    finds(
        "POST /things query kind has a larger minLength",
        c -> kind(c).getJsonObject("schema").put("minLength", 5));
    assertEquals(
        List.of(
            "POST /things application/json/tags[] was of type [string] and is of type [integer]",
            "POST /things 200 application/json/tags[] was of type [string] and is of type"
                + " [integer]"),
        changed(
            c ->
                thing(c)
                    .getJsonObject("properties")
                    .getJsonObject("tags")
                    .getJsonObject("items")
                    .put("type", "integer")));
  }

  @Test
  void whatIsAddedBreaksNothing() {
    assertEquals(
        List.of(),
        changed(
            c -> {
              thing(c).getJsonObject("properties").put("size", JsonObject.of("type", "integer"));
              kind(c).getJsonObject("schema").getJsonArray("enum").add("huge");
              post(c).getJsonObject("responses").put("409", new JsonObject());
              c.getJsonObject("paths").put("/others", new JsonObject());
            }));
  }

  private static void finds(String change, Consumer<JsonObject> make) {
    assertEquals(List.of(change), changed(make));
  }

  private static List<String> changed(Consumer<JsonObject> make) {
    JsonObject after = contract();
    make.accept(after);
    return ContractChanges.breaking(contract(), after);
  }

  private static JsonObject contract() {
    return Contract.parse(Buffer.buffer(CONTRACT), Set.of()).json().copy();
  }

  private static JsonObject post(JsonObject contract) {
    return contract.getJsonObject("paths").getJsonObject("/things").getJsonObject("post");
  }

  private static JsonObject kind(JsonObject contract) {
    return post(contract).getJsonArray("parameters").getJsonObject(0);
  }

  private static JsonObject thing(JsonObject contract) {
    return contract.getJsonObject("components").getJsonObject("schemas").getJsonObject("Thing");
  }
}
