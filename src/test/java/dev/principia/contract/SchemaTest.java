package dev.principia.contract;

import static dev.principia.contract.Schemas.body;
import static dev.principia.contract.Schemas.schema;
import static dev.principia.contract.Schemas.told;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SchemaTest {
  private static final Schema ACCOUNT = body(Contract.load(Set.of()).operation("createAccount"));

  private static final Schema NESTED =
      schema(
          """
          {type: object, additionalProperties: false, required: [owner, items], properties: {
            owner: {type: object, additionalProperties: false, required: [id, name], properties: {
              id: {type: integer, minimum: 1}, name: {type: string, maxLength: 3}}},
            items: {type: array, minItems: 1, maxItems: 3, uniqueItems: true, items: {
              type: object, additionalProperties: false, required: [id], properties: {
                id: {type: integer}, kind: {enum: [a, b]}}}},
            'a/b~c': {type: integer},
            free: {type: object, additionalProperties: {type: integer}}}}
          """);

  @Test
  void fourDefectsAreToldAtOnceInTheOrderOfTheirPointers() {
    assertEquals(
        List.of("/email wrong-form", "/name required", "/password too-short", "/x unknown-member"),
        told(ACCOUNT, "{\"x\":1,\"password\":\"short\",\"email\":\"x\"}"));
    assertEquals(
        List.of("/email wrong-form", "/name required", "/password too-short", "/x unknown-member"),
        told(ACCOUNT, "{\"email\":\"x\",\"password\":\"short\",\"x\":1}"));
  }

  @Test
  void anUnknownMemberAloneIsTheOnlyDefect() {
    assertEquals(
        List.of("/x unknown-member"),
        told(
            NESTED,
            "{\"owner\":{\"id\":1,\"name\":\"a\"},\"items\":[{\"id\":1}],\"x\":{\"y\":[1]}}"));
  }

  @Test
  void aKnownMemberThatFailsIsNotUnknownToo() {
    assertEquals(
        List.of("/items/0/id wrong-type", "/owner/name too-long"),
        told(NESTED, "{\"owner\":{\"id\":1,\"name\":\"long\"},\"items\":[{\"id\":\"1\"}]}"));
  }

  @Test
  void eachMissingMemberIsNamedByItsOwnPointer() {
    assertEquals(
        List.of("/email required", "/name required", "/password required"), told(ACCOUNT, "{}"));
    assertEquals(
        List.of("/items/1/id required", "/owner/id required", "/owner/name required"),
        told(NESTED, "{\"owner\":{},\"items\":[{\"id\":1},{}]}"));
  }

  @Test
  void unknownMembersAreNamedWhereTheyStand() {
    assertEquals(
        List.of(
            "/items/0/x unknown-member", "/items/0/y unknown-member", "/owner/x unknown-member"),
        told(
            NESTED,
            "{\"owner\":{\"id\":1,\"name\":\"a\",\"x\":1},\"items\":[{\"id\":1,\"y\":null,\"x\":{}}]}"));
  }

  @Test
  void aValueOfTheWrongTypeIsOneDefectWhateverElseItsSchemaSays() {
    assertEquals(
        List.of("/items wrong-type", "/owner wrong-type"),
        told(NESTED, "{\"owner\":\"me\",\"items\":{\"id\":1}}"));
    assertEquals(
        List.of("/email wrong-type", "/name wrong-type", "/password wrong-type"),
        told(ACCOUNT, "{\"email\":{\"x\":1},\"name\":null,\"password\":[\"x\"]}"));
    assertEquals(
        List.of("/items/0 wrong-type", "/owner/id wrong-type"),
        told(NESTED, "{\"owner\":{\"id\":1.5,\"name\":\"a\"},\"items\":[7]}"));
  }

  @Test
  void freeMembersAreCheckedButNeverUnknown() {
    assertEquals(
        List.of("/free/y wrong-type"),
        told(
            NESTED,
            "{\"owner\":{\"id\":1,\"name\":\"a\"},\"items\":[{\"id\":1}],\"free\":{\"x\":1,\"y\":\"1\"}}"));
  }

  @Test
  void valuesOutsideAnEnumerationAndARangeAreTold() {
    assertEquals(
        List.of("/items/0/kind unknown-value", "/owner/id too-small"),
        told(
            NESTED, "{\"owner\":{\"id\":0,\"name\":\"a\"},\"items\":[{\"id\":1,\"kind\":\"c\"}]}"));
    assertEquals(
        List.of("/items not-unique"),
        told(NESTED, "{\"owner\":{\"id\":1,\"name\":\"a\"},\"items\":[{\"id\":1},{\"id\":1}]}"));
    assertEquals(
        List.of("/items too-few"),
        told(NESTED, "{\"owner\":{\"id\":1,\"name\":\"a\"},\"items\":[]}"));
  }

  @Test
  void pointersAreEscapedAsRfc6901SaysAndNotAsInAnAddress() {
    assertEquals(
        List.of("/a~1b~0c wrong-type", "/x y%~1~0é😀 unknown-member"),
        told(
            NESTED,
            "{\"owner\":{\"id\":1,\"name\":\"a\"},\"items\":[{\"id\":1}],\"a/b~c\":\"\",\"x"
                + " y%/~é😀\":1}"));
  }

  @Test
  void lengthsAreCountedInCodePoints() {
    Schema three =
        schema("{type: object, properties: {t: {type: string, minLength: 3, maxLength: 3}}}");
    assertEquals(List.of(), told(three, "{\"t\":\"😀😀😀\"}"));
    assertEquals(List.of("/t too-short"), told(three, "{\"t\":\"😀😀\"}"));
    assertEquals(List.of("/t too-long"), told(three, "{\"t\":\"😀😀😀😀\"}"));
  }

  @Test
  void theEndOfAPatternIsTheEndOfTheTextAndNotTheLastLineBreak() {
    Schema letters = schema("{type: object, properties: {t: {type: string, pattern: '^[a-z]+$'}}}");
    assertEquals(List.of(), told(letters, "{\"t\":\"abc\"}"));
    assertEquals(List.of("/t wrong-form"), told(letters, "{\"t\":\"abc\\n\"}"));
  }

  @Test
  void addressesAreTakenAsPeopleTypeThem() {
    for (String email : List.of("ada@example.org", " Ada.L@Example.ORG\\n", "\\tA+b@c")) {
      assertEquals(List.of(), account(email, "Ada"), email);
    }
    for (String email :
        List.of(
            "", " ", "ada", "@", "a b@c.d", "a@b.c.", ".a@b", "a.@b", "a..b@c", "a@b..c", "a@-b",
            "é@b")) {
      assertEquals(List.of("/email wrong-form"), account(email, "Ada"), email);
    }
  }

  @Test
  void namesHoldMoreThanWhiteSpace() {
    assertEquals(List.of(), account("a@b", " Ada\u00a0Lovelace 😀 "));
    for (String name : List.of(" ", "\u2003\u00a0", "a\\n", "a\\u007f")) {
      assertEquals(List.of("/name wrong-form"), account("a@b", name), name);
    }
  }

  /// Patterns run on whatever fits into a body, before its length is known to be refused.
  @ParameterizedTest
  @ValueSource(strings = {"a", ".", "-", " ", "a.", "a@", "é", "@", "\\n"})
  void hostileLengthsAreRefusedAndNeverFail(String part) {
    String text = part.repeat(200_000);
    assertEquals("/email too-long", account(text, "A").getFirst());
    assertEquals("/name too-long", account("a@b", text).getFirst());
    assertEquals(
        1,
        told(
                ACCOUNT,
                "{\"email\":\"a@b\",\"name\":\"A\",\"password\":\"correct horse\",\""
                    + text
                    + "\":{}}")
            .size());
  }

  private static List<String> account(String email, String name) {
    return told(
        ACCOUNT,
        "{\"email\":\"%s\",\"name\":\"%s\",\"password\":\"correct horse\"}".formatted(email, name));
  }
}
