package dev.principia.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.principia.Proves;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ContractStyleTest {
  @Test
  @Proves("11.1")
  void theContractIsWrittenInItsStyle() {
    assertEquals(List.of(), ContractStyle.findings(Contract.load(Set.of("lab")).json()));
  }

  @Test
  void whatBreaksTheStyleIsFound() {
    JsonObject odd =
        new JsonObject(
            """
            {"paths": {"/Course_list/thing/{id}/msg": {"get": {
                "operationId": "Get-thing",
                "parameters": [{"name": "sort_by", "in": "query"}, {"name": "if-match", "in": "header"}],
                "responses": {"200": {}, "404": {}, "500": {"$ref": "#/components/responses/Odd"}}}}},
             "components": {
                "schemas": {"Thing": {"properties": {"created_at": {},
                   "all": {"items": {"properties": {"errMsg": {}}}}}}},
                "responses": {"Odd": {"content": {"application/json": {"schema": {}}}}}}}
            """);
    assertEquals(
        List.of(
            "/Course_list/thing/{id}/msg: not lower case with hyphens: Course_list",
            "/Course_list/thing/{id}/msg: not plural: thing",
            "/Course_list/thing/{id}/msg msg: abbreviated: msg",
            "operation Get-thing: not camelCase",
            "parameter sort_by: not camelCase",
            "header if-match: not capitalised",
            "Get-thing 404: not one of the shared problems",
            "Thing created_at: not camelCase",
            "Thing/all errMsg: abbreviated: err",
            "Thing/all errMsg: abbreviated: Msg",
            "response Odd: not a Problem"),
        ContractStyle.findings(odd));
  }
}
