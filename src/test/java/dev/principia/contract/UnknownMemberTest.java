package dev.principia.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Members that the contract doesn't know, among other defects.
final class UnknownMemberTest {
  private static final Schema NEW_ACCOUNT =
      Contract.load(Set.of()).operation("createAccount").bodies().values().iterator().next();

  @Test
  void anUnknownMemberIsNamedByItsOwnPointer() {
    assertEquals(List.of("/age unknown-member"), defects(account().put("age", 3)));
  }

  @Test
  void whatAnUnknownMemberHoldsDoesNotMatter() {
    assertEquals(
        List.of("/age unknown-member"), defects(account().put("age", JsonObject.of("years", 3))));
  }

  @Test
  void itIsNamedBesideAllOtherDefectsAndEachPlaceOnce() {
    JsonObject account = account().put("age", 3).put("password", "short");
    account.remove("name");
    assertEquals(
        List.of("/age unknown-member", "/name required", "/password too-short"), defects(account));
  }

  @Test
  void itsPointerIsPlainAndNotPartOfAUrl() {
    JsonObject account = account().put("a/b", 1).put("c~d", 1).put("e f", 1).put("%2F", 1);
    assertEquals(
        List.of(
            "/%2F unknown-member",
            "/a~1b unknown-member", "/c~0d unknown-member", "/e f unknown-member"),
        defects(account));
  }

  private static JsonObject account() {
    return JsonObject.of(
        "email", "ada@example.org", "password", "correct horse battery", "name", "Ada");
  }

  private static List<String> defects(JsonObject body) {
    return NEW_ACCOUNT.check(body).stream()
        .map(defect -> defect.where() + " " + defect.code())
        .toList();
  }
}
