package dev.principia.contract;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Schemas made and asked in one line, for tests.
final class Schemas {
  private Schemas() {}

  static List<String> told(Schema schema, String body) {
    return schema.check(StrictJson.object(Buffer.buffer(body).getBytes())).stream()
        .map(defect -> defect.where() + " " + defect.code())
        .toList();
  }

  /// The schema of a body as the contract gives it to an operation.
  static Schema schema(String yaml) {
    String contract =
        """
        paths:
          /x:
            put:
              operationId: putX
              x-policy: public
              x-cost: 1
              x-statements: 0
              security: []
              requestBody: {content: {application/json: {schema: %s}}}
              responses: {}
        """
            .formatted(yaml.strip().replace("\n", " "));
    return body(Contract.parse(Buffer.buffer(contract), Set.of()).operation("putX"));
  }

  static Schema body(Operation operation) {
    return Objects.requireNonNull(operation.bodies().get(Media.JSON));
  }
}
