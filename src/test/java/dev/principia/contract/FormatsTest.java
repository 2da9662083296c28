package dev.principia.contract;

import static dev.principia.contract.Schemas.schema;
import static dev.principia.contract.Schemas.told;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FormatsTest {
  @ParameterizedTest
  @CsvSource({
    "email, ada@example.org, ada@example",
    "email, a.b+c@x-y.example, a_b@1.de",
    "uuid, 01981f5e-7b40-7c3a-9d21-4f6a8b0c2e13, 01981F5E-7B40-7C3A-9D21-4F6A8B0C2E13",
    "date-time, 2026-01-21T09:00:00Z, 2026-01-21T09:01:42.251+01:00",
    "uri, https://example.org/?q=1#x, urn:isbn:1",
    "uri-reference, /problems/not-found, ../x?y",
    "json-pointer, /a~1b/0, /",
    "password, anything at all, ''",
  })
  void takesWhatIsOfTheFormat(String format, String one, String another) {
    assertEquals(List.of(), of(format, one));
    assertEquals(List.of(), of(format, another));
  }

  @ParameterizedTest
  @CsvSource({
    "email, a..b@example.org, .a@example.org",
    "email, a@@example.org, a@example.org.",
    "uuid, 01981f5e7b407c3a9d214f6a8b0c2e13, 0",
    "date-time, 2026-01-21 09:00:00Z, 2026-02-30T09:00:00Z",
    "uri, /problems, 'https://exa mple.org'",
    "uri-reference, 'a b', 'http://é.example'",
    "json-pointer, a, /~2",
  })
  void refusesWhatIsNot(String format, String one, String another) {
    for (String text : List.of("", one, another, "\n")) {
      if (!(text.isEmpty() && Set.of("json-pointer", "uri-reference").contains(format))) {
        assertEquals(List.of("/t wrong-form"), of(format, text), text);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ada@example.org", "01981f5e-7b40-7c3a-9d21-4f6a8b0c2e13", "2026-01-21T09:00:00Z"})
  void noFormatTakesALineBreakAfterTheValue(String text) {
    for (String format : List.of("email", "uuid", "date-time", "uri")) {
      assertEquals(List.of("/t wrong-form"), of(format, text + "\n"));
    }
  }

  @Test
  void aFormatThatNobodyChecksStopsTheStart() {
    var refused =
        assertThrows(IllegalStateException.class, () -> schema("{type: string, format: isbn}"));
    assertEquals("openapi.yaml: nobody checks the format isbn", refused.getMessage());
  }

  private static List<String> of(String format, String text) {
    Schema schema =
        schema("{type: object, properties: {t: {type: string, format: " + format + "}}}");
    return told(schema, JsonObject.of("t", text).encode());
  }
}
