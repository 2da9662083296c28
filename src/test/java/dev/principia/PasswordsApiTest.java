package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class PasswordsApiTest {
  private static final String OTHER = "a quite different sentence";

  private final Api api;

  PasswordsApiTest(Server server) {
    this.api = server.api();
  }

  @Test
  void aChangedPasswordIsInForceAndEndsTheOtherSessionsOnly() {
    Person here = Person.signedUp(api);
    Person elsewhere = here.again();
    here.post("/me/password", change(Person.PASSWORD, OTHER)).is(204);
    here.me().is(200);
    elsewhere.me().problem(401, "unauthenticated");
    Person.signIn(api, here.email(), Person.PASSWORD).problem(401, "bad-credentials");
    Person.signIn(api, here.email(), OTHER).is(201);
    assertEquals(1, events(here, "password.changed"));
  }

  @Test
  void theCurrentPasswordMustBeKnown() {
    Person ada = Person.signedUp(api);
    assertEquals(
        List.of("/currentPassword wrong-password"),
        ada.post("/me/password", change("not the password", OTHER)).is(422).defects());
    Person.signIn(api, ada.email(), Person.PASSWORD).is(201);
    assertEquals(1, events(ada, "password.refused"));
  }

  @Test
  void aNewPasswordIsNoneOfThoseThatAreTriedFirst() {
    Person ada = Person.signedUp(api);
    for (String first : List.of("Qwerty123456", "qwertyqwerty", ada.email())) {
      assertEquals(
          List.of("/newPassword common-password"),
          ada.post("/me/password", change(Person.PASSWORD, first)).is(422).defects(),
          first);
    }
    ada.post("/me/password", change(Person.PASSWORD, "qwerty")).is(422);
  }

  @Test
  @Proves("5.1")
  void commonPasswordsAreRefusedAndTheOthersHashedWithASaltOfTheirOwn() {
    JsonObject common = AccountsApiTest.account(AccountsApiTest.freshEmail());
    assertEquals(
        List.of("/password common-password"),
        api.post(Api.V1 + "/accounts", common.put("password", "1Q2W3E4R5T6Y")).is(422).defects());
    String name = "Ada Augusta King";
    assertEquals(
        List.of("/password common-password"),
        api.post(Api.V1 + "/accounts", common.put("name", name).put("password", name))
            .is(422)
            .defects());
    String one = hash(Person.signedUp(api));
    String two = hash(Person.signedUp(api));
    assertTrue(one.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), one);
    assertFalse(one.equals(two), "the same password has the same hash");
  }

  @Test
  @Proves("5.1")
  void aHashOfWeakerParametersIsRenewedWhenItsPasswordIsNextUsed() {
    Person ada = Person.signedUp(api);
    Argon2Function weak = Argon2Function.getInstance(8 * 1024, 1, 1, 32, Argon2.ID);
    String planted = Password.hash(Person.PASSWORD).addRandomSalt(16).with(weak).getResult();
    AccountsApiTest.text(
        "update accounts set password_hash = '"
            + planted
            + "' where id = $1 returning name as text",
        ada.id());
    Person.signIn(api, ada.email(), "not the password").is(401);
    assertEquals(planted, hash(ada));
    ada.again();
    String renewed = hash(ada);
    assertTrue(renewed.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), renewed);
    ada.again();
    assertEquals(renewed, hash(ada));
  }

  private static JsonObject change(String current, String wanted) {
    return JsonObject.of("currentPassword", current, "newPassword", wanted);
  }

  private static String hash(Person person) {
    return AccountsApiTest.text(
        "select password_hash as text from accounts where id = $1", person.id());
  }

  static int events(Person person, String event) {
    return Integer.parseInt(
        AccountsApiTest.text(
            "select count(*)::text as text from audit_log where account_id = $1 and event = '"
                + event
                + "'",
            person.id()));
  }
}
