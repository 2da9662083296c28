package dev.principia;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class SignInThrottleTest {
  private static final int MOST_FAILURES = 10;

  private final Server server;

  SignInThrottleTest(Server server) {
    this.server = server;
  }

  @Test
  void passwordsOfAnAccountCannotBeTriedForLongAndOtherAccountsStayOpen() {
    while (Instant.now().getEpochSecond() % 60 > 45) {
      Thread.onSpinWait(); // the budgets must not come back during the test
    }
    try (App app = server.another(Map.of("rate-limits", "on"))) {
      Api api = new Api("http://127.0.0.1:" + app.port());
      String victim = signUp(api);
      String other = signUp(api);
      for (int i = 0; i < MOST_FAILURES; i++) {
        signIn(api, victim, "not the password").problem(401, "bad-credentials");
      }
      signIn(api, victim, "not the password").problem(429, "too-many-requests");
      signIn(api, victim, "correct horse battery")
          .problem(429, "too-many-requests")
          .need("Retry-After");
      signIn(api, other, "correct horse battery").is(201);
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
