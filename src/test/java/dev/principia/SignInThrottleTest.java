package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class SignInThrottleTest {
  private static final int FREE = 5;

  /// The budgets of all requests are wide: this is about failed sign-ins.
  private static final Map<String, String> LIMITED =
      Map.of("rate-limits", "on", "rate-per-address", "50000", "rate-per-caller", "50000");

  private static final String RIGHT = "correct horse battery";

  private final Server server;

  SignInThrottleTest(Server server) {
    this.server = server;
  }

  @Test
  @Proves("5.10")
  void guessesOfAPasswordHaveToWaitAndOtherAccountsStayOpen() {
    try (App app = server.another(LIMITED)) {
      Api api = Api.on(app.port());
      String victim = signUp(api);
      String other = signUp(api);
      signIn(api, victim, RIGHT).is(201);
      for (int i = 0; i < FREE; i++) {
        signIn(api, victim, "not the password").problem(401, "bad-credentials");
      }
      Api.Answer refused = signIn(api, victim, RIGHT).problem(429, "too-many-requests");
      assertEquals("1", refused.need("Retry-After"));
      signIn(api, other, RIGHT).is(201);
      Until.within(
          Duration.ofSeconds(5), "a try", () -> signIn(api, victim, RIGHT).status() == 201);
      signIn(api, victim, "not the password").problem(401, "bad-credentials");
      signIn(api, victim, RIGHT).is(201);
    }
  }

  private static String signUp(Api api) {
    String email = AccountsApiTest.freshEmail();
    api.post(Api.V1 + "/accounts", AccountsApiTest.account(email)).is(201);
    return email;
  }

  private static Api.Answer signIn(Api api, String email, String password) {
    return api.post(Api.V1 + "/sessions", JsonObject.of("email", email, "password", password));
  }
}
