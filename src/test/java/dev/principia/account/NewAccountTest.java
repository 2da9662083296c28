package dev.principia.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.principia.contract.Problem;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

final class NewAccountTest {
  @Test
  void isNormalised() {
    NewAccount account = asked(" Ada@Example.ORG\n", "\u2003Zoe\u0308 ");
    assertEquals("ada@example.org", account.email());
    assertEquals("Zo\u00eb", account.name());
  }

  @Test
  void aNameThatGrowsBeyondItsLengthWhenItIsNormalisedIsRefused() {
    String takenApartByNfc = "\ud834\udd60";
    Problem refused = assertThrows(Problem.class, () -> asked("a@b", takenApartByNfc.repeat(100)));
    assertEquals("/name", refused.errors().getFirst().where());
  }

  private static NewAccount asked(String email, String name) {
    return NewAccount.learner(
        JsonObject.of("email", email, "name", name, "password", "correct horse battery"));
  }
}
