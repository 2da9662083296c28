package dev.principia.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// `asyncapi.yaml`, held against the specification that it names and against itself.
final class AsyncApiTest {
  private static final JsonObject DOCUMENT = LiveMessages.document();

  @Test
  void itIsOfTheFormThatTheSpecificationAsksFor() throws IOException {
    JsonObject specification =
        new JsonObject(Files.readString(Path.of("src/test/resources/asyncapi-3.0.0.json")));
    assertTrue(conforms(specification, DOCUMENT.copy()));
    JsonObject broken = DOCUMENT.copy();
    broken.getJsonObject("operations").getJsonObject("tell").put("action", "shout");
    assertFalse(conforms(specification, broken));
  }

  private static boolean conforms(JsonObject specification, JsonObject document) {
    JsonSchemaOptions options =
        new JsonSchemaOptions()
            .setBaseUri("app://asyncapi")
            .setDraft(Draft.DRAFT7)
            .setOutputFormat(OutputFormat.Flag);
    OutputUnit result =
        Validator.create(JsonSchema.of(specification.copy()), options).validate(document);
    return Boolean.TRUE.equals(result.getValid());
  }

  @Test
  void everyMessageHasAnExampleThatIsOne() {
    int examples = 0;
    for (var each : DOCUMENT.getJsonObject("operations")) {
      JsonObject operation = (JsonObject) each.getValue();
      boolean said = operation.getString("action").equals("receive");
      for (JsonObject message : LiveMessages.messages(operation)) {
        JsonArray shown = message.getJsonArray("examples");
        assertFalse(shown.isEmpty(), message::encode);
        for (Object example : shown) {
          JsonObject payload = ((JsonObject) example).getJsonObject("payload");
          if (said) {
            LiveMessages.checkSaid(payload);
          } else {
            LiveMessages.checkTold(payload);
          }
          examples++;
        }
      }
    }
    assertEquals(13, examples);
  }
}
