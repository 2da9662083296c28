package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class ApiKeysApiTest {
  private static final String COURSES = Api.V1 + "/courses";

  private static final String USES =
      """
      select count(*)::text as text from audit_log
       where event = 'api-key.used' and detail->>'key' = $1::uuid::text and address = '127.0.0.1'
      """;

  private final Api api;
  private final Person ada;

  ApiKeysApiTest(Server server) {
    this.api = server.api();
    this.ada = Person.signedUp(api);
  }

  @Test
  @Proves("5.5")
  void aSecretIsShownOnceStoredAsAHashAndSignsRequestsWithinItsScopes() {
    Api.Answer created = create("courses:read").is(201);
    assertEquals("no-store", created.need("Cache-Control"));
    JsonObject key = created.json();
    String secret = key.getString("secret");
    assertTrue(secret.startsWith(key.getString("prefix")), secret);
    api.get(COURSES, "X-API-Key", secret).is(200);
    JsonObject listed = onlyListed();
    assertFalse(listed.containsKey("secret"));
    assertTrue(listed.containsKey("lastUsedAt"));
    assertEquals(
        "1",
        stored(
            """
            select count(*)::text as text from api_keys
             where id = $1 and length(secret_hash) = 32 and prefix like 'pk_%'
            """,
            key));
    JsonObject other = create("notes:read", "courses:write").json();
    api.get(COURSES, "X-API-Key", other.getString("secret")).problem(403, "insufficient-scope");
  }

  @Test
  void aKeyCannotTouchItsAccountOrMakeOtherKeys() {
    String secret = create("courses:read").json().getString("secret");
    api.get(Person.ME, "X-API-Key", secret).problem(403, "insufficient-scope");
    api.get(Person.SESSIONS, "X-API-Key", secret).problem(403, "insufficient-scope");
    api.post(Api.V1 + "/api-keys", wanted("courses:read"), "X-API-Key", secret)
        .problem(403, "insufficient-scope");
    api.delete(Person.ME, "X-API-Key", secret, "If-Match", "*").problem(403, "insufficient-scope");
  }

  @Test
  void anAccountHasFiftyKeysAtMost() {
    String sql =
        """
        insert into api_keys (id, account_id, name, prefix, secret_hash, scopes, expires_at)
        select gen_random_uuid(), $1, 'key', gen_random_uuid()::text, '', '{}',
               now() + interval '1 day' from generate_series(1, 49) returning name as text
        """;
    AccountsApiTest.text(sql, ada.id());
    create("courses:read").is(201);
    create("courses:read").problem(409, "too-many-api-keys");
  }

  @Test
  void damagedUnknownAndExpiredKeysAreRefusedEvenWhereNoneIsNeeded() {
    JsonObject key = create("courses:read").json();
    String secret = key.getString("secret");
    String swapped = secret.substring(0, secret.length() - 1) + (secret.endsWith("A") ? "E" : "A");
    for (String bad : List.of(swapped, "pk_", "x", secret + "A", "pk_" + "0".repeat(51))) {
      api.get(COURSES, "X-API-Key", bad).problem(401, "unauthenticated");
      api.get(COURSES, "X-API-Key", bad).problem(401, "unauthenticated");
    }
    stored("update api_keys set expires_at = now() where id = $1 returning name as text", key);
    api.get(COURSES, "X-API-Key", secret).problem(401, "unauthenticated");
  }

  @Test
  void aTokenAndAKeyAtOnceAreRefused() {
    String secret = create("courses:read").json().getString("secret");
    String token = "Bearer " + ada.session().getString("accessToken");
    api.get(COURSES, "X-API-Key", secret).is(200);
    api.get(COURSES, "X-API-Key", secret, "Authorization", token).problem(401, "unauthenticated");
  }

  @Test
  void aDeletedKeyIsRefusedAtOnceAlthoughItWasJustUsed() {
    JsonObject key = create("courses:read").json();
    String secret = key.getString("secret");
    api.get(COURSES, "X-API-Key", secret).is(200);
    Person.signedUp(api).delete("/api-keys/" + key.getString("id")).problem(404, "not-found");
    ada.delete("/api-keys/" + key.getString("id")).is(204);
    api.get(COURSES, "X-API-Key", secret).problem(401, "unauthenticated");
    ada.delete("/api-keys/" + key.getString("id")).problem(404, "not-found");
    assertEquals(1, PasswordsApiTest.events(ada, "api-key.created"));
    assertEquals(1, PasswordsApiTest.events(ada, "api-key.deleted"));
  }

  @Test
  @Proves("5.10")
  void theUseOfAKeyLeavesOneRowAMinuteInTheAuditLog() {
    JsonObject key = create("courses:read").json();
    String secret = key.getString("secret");
    List<CompletableFuture<Api.Answer>> race =
        IntStream.range(0, 8)
            .mapToObj(
                i -> api.sendAsync("GET", COURSES, BodyPublishers.noBody(), "X-API-Key", secret))
            .toList();
    race.forEach(each -> each.join().is(200));
    assertEquals("1", stored(USES, key));
    stored(
        """
        update api_keys set last_used_at = now() - interval '61 seconds'
         where id = $1 returning name as text
        """,
        key);
    Until.within(
        Duration.ofSeconds(10),
        "a second row",
        () -> {
          api.get(COURSES, "X-API-Key", secret).is(200);
          return stored(USES, key).equals("2");
        });
    assertEquals(2, PasswordsApiTest.events(ada, "api-key.used"));
  }

  @Test
  void aBodyThatIsNotWantedDoesNoHarmWhileItsSenderIsLookedUp() {
    String secret = create("courses:read").json().getString("secret");
    String body = "{\"name\":\"" + "x".repeat(300_000) + "\"}";
    api.send(
            "POST",
            Api.V1 + "/api-keys",
            BodyPublishers.ofString(body),
            "X-API-Key",
            secret,
            "Content-Type",
            "application/json")
        .problem(403, "insufficient-scope");
    api.get(COURSES).is(200);
  }

  @Test
  void everyDefectOfAWishForAKeyIsNamed() {
    JsonObject bad =
        JsonObject.of("name", "", "scopes", new JsonArray().add("courses:read").add("root"));
    assertEquals(
        List.of("/name too-short", "/scopes/1 unknown-value"),
        ada.post("/api-keys", bad).problem(422, "invalid-request").defects());
    assertEquals(
        List.of("/expiresAt not-in-the-future"),
        ada.post("/api-keys", wanted("courses:read").put("expiresAt", "2020-01-01T00:00:00Z"))
            .is(422)
            .defects());
    assertEquals(List.of("/scopes too-few"), ada.post("/api-keys", wanted()).is(422).defects());
  }

  @Test
  void theAnswerOfARepetitionIsKeptSealed() {
    String key = UUID.randomUUID().toString();
    JsonObject wanted = wanted("courses:read");
    Api.Answer first = ada.post("/api-keys", wanted, "Idempotency-Key", key).is(201);
    Api.Answer again = ada.post("/api-keys", wanted, "Idempotency-Key", key).is(201);
    assertEquals(first.text(), again.text());
    assertEquals("true", again.need("Idempotency-Replayed"));
    assertEquals("no-store", again.need("Cache-Control"));
    assertEquals(
        "0",
        AccountsApiTest.text(
            """
            select count(*)::text as text from idempotency_keys
             where key = $1 and position('pk_'::bytea in body) > 0
            """,
            key));
    onlyListed();
  }

  private JsonObject onlyListed() {
    List<JsonObject> listed = CoursesApiTest.objects(ada.get("/api-keys").is(200).json(), "items");
    assertEquals(1, listed.size());
    return listed.getFirst();
  }

  private static String stored(String sql, JsonObject key) {
    return AccountsApiTest.text(sql, UUID.fromString(key.getString("id")));
  }

  private Api.Answer create(String... scopes) {
    return ada.post("/api-keys", wanted(scopes));
  }

  private static JsonObject wanted(String... scopes) {
    return JsonObject.of("name", "Nightly export", "scopes", new JsonArray(List.of(scopes)));
  }
}
