package dev.principia.contract;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.Proves;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RoutesTest {
  private static final String CONTRACT =
      """
      openapi: 3.1.0
      paths:
        /things/{thing}:
          get:
            operationId: getThing
            security: []
            x-policy: public
            x-cost: 1
            x-statements: 1
            parameters:
              - { $ref: '#/components/parameters/Thing' }
            responses: { '200': { description: It } }
        /things/next:
          get:
            operationId: getNext
            security: []
            x-policy: public
            x-cost: 1
            x-statements: 1
            responses: { '200': { description: It } }
      components:
        parameters:
          Thing: { name: thing, in: path, required: true, schema: { type: string } }
      """;

  private static Contract contract(String yaml) {
    return Contract.parse(Buffer.buffer(yaml), Set.of());
  }

  private static String mistake(String yaml) {
    return String.valueOf(
        assertThrows(IllegalStateException.class, () -> contract(yaml)).getMessage());
  }

  @Test
  void aContractIsReadOrTheBootStops() {
    assertEquals(2, contract(CONTRACT).operations().size());
    assertTrue(mistake("paths: [").startsWith("openapi.yaml: "));
    assertTrue(mistake("").startsWith("openapi.yaml: "));
    assertTrue(mistake(CONTRACT + "paths: {}\n").contains("paths"));
  }

  @Test
  void anOperationWithoutAPolicyStopsTheBoot() {
    for (String needed :
        List.of("operationId", "x-policy", "x-cost", "x-statements", "security", "responses")) {
      String message = mistake(CONTRACT.replaceFirst(" +" + needed + ":.*\n", ""));
      assertTrue(message.contains("GET /things/{thing} declares no " + needed), message);
    }
    String message = mistake(CONTRACT.replaceAll(" +x-policy:.*\n", ""));
    assertTrue(message.contains("GET /things/{thing}"), message);
    assertTrue(message.contains("GET /things/next"), message);
  }

  @Test
  void aPolicyThatNobodyKnowsStopsTheBoot() {
    String message = mistake(CONTRACT.replaceFirst("x-policy: public", "x-policy: pubic"));
    assertTrue(message.contains("GET /things/{thing}") && message.contains("pubic"), message);
  }

  @Test
  void anOperationIdIsGivenOnce() {
    String message = mistake(CONTRACT.replace("getNext", "getThing"));
    assertTrue(message.contains("getThing"), message);
  }

  @Test
  void aReferenceToNothingStopsTheBoot() {
    String message = mistake(CONTRACT.replace("parameters/Thing'", "parameters/Thong'"));
    assertTrue(message.contains("GET /things/{thing}"), message);
    assertTrue(message.contains("#/components/parameters/Thong"), message);
  }

  @Test
  @Proves("29.2")
  void handlersAndOperationsAreTheSameOrTheBootStops() {
    Contract contract = contract(CONTRACT);
    assertDoesNotThrow(() -> contract.requireHandlers(Set.of("getThing", "getNext")));
    assertTrue(difference(contract, Set.of("getThing")).contains("without a handler [getNext]"));
    assertTrue(
        difference(contract, Set.of("getThing", "getNext", "getOld"))
            .contains("without an operation [getOld]"));
  }

  private static String difference(Contract contract, Set<String> handlers) {
    return String.valueOf(
        assertThrows(IllegalStateException.class, () -> contract.requireHandlers(handlers))
            .getMessage());
  }

  @Test
  void whatIsFixedWinsOverAParameter() {
    Contract contract = contract(CONTRACT);
    assertEquals("getNext", found(contract, "/things/next").operation().id());
    assertEquals("getThing", found(contract, "/things/nex%74x").operation().id());
    assertEquals("getNext", found(contract, "/things/nex%74").operation().id());
    assertEquals(List.of("things", "a b"), found(contract, "/things/a%20b").segments());
    Route moved = contract.route("GET", Contract.BASE + "/Things/NEXT/");
    assertEquals(Contract.BASE + "/things/next", assertInstanceOf(Route.Moved.class, moved).path());
    assertInstanceOf(Route.Missing.class, contract.route("GET", Contract.BASE + "/things"));
    assertInstanceOf(Route.Missing.class, contract.route("GET", Contract.BASE + "/things/"));
  }

  private static Route.Found found(Contract contract, String path) {
    return assertInstanceOf(Route.Found.class, contract.route("GET", Contract.BASE + path));
  }
}
