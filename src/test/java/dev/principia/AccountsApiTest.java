package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.db.Query;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class AccountsApiTest {
  private static final String ACCOUNTS = Api.V1 + "/accounts";

  private final Api api;

  AccountsApiTest(Server server) {
    this.api = server.api();
  }

  @Test
  void whatIsStoredIsNormalisedAndShownAndThePasswordIsHashed() {
    String email = freshEmail();
    JsonObject account =
        api.post(
                ACCOUNTS,
                JsonObject.of(
                    "email", "  " + email.toUpperCase(java.util.Locale.ROOT) + " ",
                    "password", "correct horse battery",
                    "name", " Ada Lovelace "))
            .is(201)
            .json();
    assertEquals(email, account.getString("email"));
    assertEquals("Ada Lovelace", account.getString("name"));
    assertEquals("learner", account.getString("role"));
    String hash = text("select password_hash as text from accounts where email = $1", email);
    assertTrue(hash.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), hash);
  }

  @Test
  @Proves("6.1")
  void everyDefectOfTheBodyIsNamedAtOnce() {
    Api.Answer refused =
        api.post(ACCOUNTS, JsonObject.of("email", "nobody", "password", "short", "role", "admin"));
    assertEquals(
        List.of(
            "/email wrong-form", "/name required", "/password too-short", "/role unknown-member"),
        refused.problem(422, "invalid-request").defects());
  }

  @Test
  void lengthsAreCountedInCodePoints() {
    String twelve = "🔑".repeat(12);
    api.post(ACCOUNTS, account(freshEmail()).put("password", twelve)).is(201);
    api.post(ACCOUNTS, account(freshEmail()).put("password", "🔑".repeat(11))).is(422);
    api.post(ACCOUNTS, account(freshEmail()).put("name", "🦊".repeat(100))).is(201);
    api.post(ACCOUNTS, account(freshEmail()).put("name", "🦊".repeat(101))).is(422);
  }

  @Test
  void anAddressBelongsToOneAccount() {
    String email = freshEmail();
    api.post(ACCOUNTS, account(email)).is(201);
    String refused = api.post(ACCOUNTS, account(email)).problem(409, "account-exists").text();
    assertFalse(refused.contains("accounts_email"), refused);
  }

  @Test
  void aRepetitionWithTheSameKeyIsAnsweredWithoutDoingItAgain() {
    JsonObject account = account(freshEmail());
    String key = UUID.randomUUID().toString();
    Api.Answer first = api.post(ACCOUNTS, account, "Idempotency-Key", key).is(201);
    Api.Answer again = api.post(ACCOUNTS, account, "Idempotency-Key", key).is(201);
    assertEquals(first.text(), again.text());
    assertTrue(first.header("Idempotency-Replayed").isEmpty());
    assertEquals("true", again.need("Idempotency-Replayed"));
    api.post(ACCOUNTS, account(freshEmail()), "Idempotency-Key", key)
        .problem(422, "idempotency-key-reused");
  }

  @Test
  void manyTwinsMakeOneAccount() {
    JsonObject account = account(freshEmail());
    String key = UUID.randomUUID().toString();
    List<CompletableFuture<Api.Answer>> twins =
        IntStream.range(0, 10)
            .mapToObj(
                i ->
                    api.sendAsync(
                        "POST",
                        ACCOUNTS,
                        BodyPublishers.ofString(account.encode()),
                        "Content-Type",
                        "application/json",
                        "Idempotency-Key",
                        key))
            .toList();
    List<Api.Answer> answers = twins.stream().map(CompletableFuture::join).toList();
    List<Api.Answer> created = answers.stream().filter(a -> a.status() == 201).toList();
    assertFalse(created.isEmpty());
    assertEquals(1, created.stream().map(Api.Answer::text).distinct().count());
    answers.stream()
        .filter(a -> a.status() != 201)
        .forEach(a -> a.problem(409, "request-in-flight").need("Retry-After"));
    String count = "select count(*)::text as text from accounts where email = $1";
    assertEquals("1", text(count, account.getString("email")));
  }

  @Test
  void aFailedRequestLeavesItsKeyFree() {
    JsonObject account = account(freshEmail());
    api.post(ACCOUNTS, account).is(201);
    String key = UUID.randomUUID().toString();
    api.post(ACCOUNTS, account, "Idempotency-Key", key).problem(409, "account-exists");
    api.post(ACCOUNTS, account(freshEmail()), "Idempotency-Key", key).is(201);
  }

  @Test
  void noPasswordAndNoHashIsEverAnswered() {
    JsonObject account = account(freshEmail());
    String answer = api.post(ACCOUNTS, account).is(201).text();
    assertFalse(answer.contains("argon2") || answer.contains(account.getString("password")));
  }

  static String freshEmail() {
    return "test-" + UUID.randomUUID() + "@example.org";
  }

  static JsonObject account(String email) {
    return JsonObject.of("email", email, "password", "correct horse battery", "name", "Ada");
  }

  static String text(String sql, Object argument) {
    try (Database database = new Database(Services.shared().config(Map.of()))) {
      return database
          .db()
          .work(tx -> tx.only(Query.of(sql, row -> row.get(String.class, "text"), argument)));
    }
  }
}
