package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.impl.jose.JWK;
import io.vertx.ext.auth.impl.jose.JWT;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class SessionsApiTest {
  private static final String SESSIONS = Api.V1 + "/sessions";
  private static final String ME = Api.V1 + "/me";
  private static final String PASSWORD = "correct horse battery";

  private final Server server;
  private final Api api;

  SessionsApiTest(Server server) {
    this.server = server;
    this.api = server.api();
  }

  @Test
  void aPersonSignsInOnTwoDevicesAndSignsOneOfThemOut() {
    String email = signUp();
    JsonObject phone = signIn(email);
    JsonObject laptop = signIn(email);
    assertEquals(email, me(phone).is(200).json().getString("email"));
    List<JsonObject> devices = CoursesApiTest.objects(list(laptop), "items");
    assertEquals(2, devices.size());
    assertEquals(1, devices.stream().filter(each -> each.getBoolean("current")).count());
    String other =
        devices.stream()
            .filter(each -> !each.getBoolean("current"))
            .findFirst()
            .orElseThrow()
            .getString("id");
    delete(SESSIONS + "/" + other, laptop).is(204);
    me(phone).problem(401, "unauthenticated");
    refresh(phone.getString("refreshToken")).problem(401, "unauthenticated");
    me(laptop).is(200);
    delete(SESSIONS + "/" + other, laptop).problem(404, "not-found");
  }

  @Test
  void signingOutEverywhereTakesEffectOnTheOtherServerWithinASecond() {
    String email = signUp();
    JsonObject here = signIn(email);
    Server otherServer = server == Server.EVENT_LOOP ? Server.PLATFORM : Server.EVENT_LOOP;
    Api other = otherServer.api();
    assertEquals(200, other.get(ME, "Authorization", bearer(here)).status());
    delete(SESSIONS, here).is(204);
    me(here).problem(401, "unauthenticated");
    long end = System.nanoTime() + java.time.Duration.ofSeconds(2).toNanos();
    int status = 200;
    while (status == 200 && System.nanoTime() < end) {
      status = other.get(ME, "Authorization", bearer(here)).status();
    }
    assertEquals(401, status);
  }

  @Test
  void anUnknownAddressAndAWrongPasswordAreAnsweredAlike() {
    String email = signUp();
    Api.Answer wrong = tryToSignIn(email, "not the password").problem(401, "bad-credentials");
    Api.Answer unknown =
        tryToSignIn(AccountsApiTest.freshEmail(), PASSWORD).problem(401, "bad-credentials");
    assertEquals(withoutId(wrong), withoutId(unknown));
    assertEquals(wrong.need("WWW-Authenticate"), unknown.need("WWW-Authenticate"));
  }

  @Test
  void aRefreshTokenGivesItsSuccessorOnceAndTheSameOneToARace() {
    JsonObject first = signIn(signUp());
    String token = first.getString("refreshToken");
    List<CompletableFuture<Api.Answer>> race =
        IntStream.range(0, 5)
            .mapToObj(
                i ->
                    api.sendAsync(
                        "POST",
                        SESSIONS + "/refresh",
                        BodyPublishers.ofString(refreshBody(token).encode()),
                        "Content-Type",
                        "application/json"))
            .toList();
    List<String> successors =
        race.stream()
            .map(CompletableFuture::join)
            .map(answer -> answer.is(200).json().getString("refreshToken"))
            .distinct()
            .toList();
    assertEquals(1, successors.size());
    assertNotEquals(token, successors.getFirst());
  }

  @Test
  @Proves("5.4")
  void aRefreshTokenThatIsUsedAgainAfterItsSuccessorEndsTheSession() {
    JsonObject first = signIn(signUp());
    String token = first.getString("refreshToken");
    JsonObject second = refresh(token).is(200).json();
    JsonObject third = refresh(second.getString("refreshToken")).is(200).json();
    me(third).is(200);
    refresh(token).problem(401, "refresh-reused");
    refresh(third.getString("refreshToken")).problem(401, "unauthenticated");
    me(third).problem(401, "unauthenticated");
    String session = claims(third).getString("sid");
    assertEquals(
        "1",
        AccountsApiTest.text(
            "select count(*)::text as text from sessions where id = $1 and revoked_at is not null",
            UUID.fromString(session)));
    assertEquals(
        "1",
        AccountsApiTest.text(
            """
            select count(*)::text as text from audit_log l join sessions s on s.account_id = l.account_id
             where s.id = $1 and l.event = 'session.reused'
            """,
            UUID.fromString(session)));
  }

  @Test
  void aMadeUpRefreshTokenEndsNobodysSession() {
    JsonObject pair = signIn(signUp());
    String token = pair.getString("refreshToken");
    byte[] bytes = Base64.getUrlDecoder().decode(token.substring(3));
    bytes[20] ^= 1;
    String madeUp = "rt_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    refresh(madeUp).problem(401, "unauthenticated");
    me(pair).is(200);
    refresh(token).is(200);
  }

  @Test
  void aTokenLivesAtMostFifteenMinutesAndIsSignedWithAPublishedKey() {
    JsonObject pair = signIn(signUp());
    JsonObject header = JWT.parse(pair.getString("accessToken")).getJsonObject("header");
    assertEquals("ES256", header.getString("alg"));
    assertEquals("at+jwt", header.getString("typ"));
    JsonArray keys = api.get("/.well-known/jwks.json").is(200).json().getJsonArray("keys");
    assertTrue(
        keys.stream()
            .map(JsonObject.class::cast)
            .anyMatch(key -> key.getString("kid").equals(header.getString("kid"))));
    assertFalse(keys.encode().contains("\"d\""), "a private key is published");
    JsonObject claims = claims(pair);
    assertEquals(900, claims.getLong("exp") - claims.getLong("iat"));
  }

  @Test
  void forgedTokensAreRefusedEvenWhereNoneIsNeeded() {
    String token = signIn(signUp()).getString("accessToken");
    String[] parts = token.split("\\.", -1);
    JsonObject publicKey =
        api.get("/.well-known/jwks.json").json().getJsonArray("keys").getJsonObject(0);
    List<Supplier<String>> forgeries =
        List.of(
            () -> parts[0] + "." + parts[1] + ".",
            () -> parts[0] + "." + parts[1] + "." + "A".repeat(parts[2].length()),
            () -> token.substring(0, token.length() - 2),
            () -> token + "x",
            () -> token + "AAAA",
            () -> token.substring(0, token.length() - 1) + after(token.charAt(token.length() - 1)),
            () -> base64("{\"alg\":\"none\",\"typ\":\"at+jwt\"}") + "." + parts[1] + ".",
            () -> hs256(parts[1], publicKey),
            () -> signed(JsonObject.of("iss", "somebody")),
            () -> parts[0] + "." + base64(changed(token).encode()) + "." + parts[2],
            () -> "",
            () -> "a.b.c",
            () -> "\u00e9".repeat(10));
    for (Supplier<String> forgery : forgeries) {
      String forged = forgery.get();
      api.get(ME, "Authorization", "Bearer " + forged).problem(401, "unauthenticated");
      String challenge =
          api.get(Api.V1 + "/courses", "Authorization", "Bearer " + forged)
              .problem(401, "unauthenticated")
              .need("WWW-Authenticate");
      assertEquals("Bearer error=\"invalid_token\"", challenge);
    }
    api.get(ME, "Authorization", "Basic YTpi").problem(401, "unauthenticated");
    assertEquals("Bearer", api.get(ME).problem(401, "unauthenticated").need("WWW-Authenticate"));
  }

  /// The next character: the same bits of the signature, and one that is not looked at.
  private static char after(char last) {
    return (char) (last + 1);
  }

  private static JsonObject changed(String token) {
    return JWT.parse(token).getJsonObject("payload").put("role", "admin");
  }

  /// Signed by the right algorithm, with a key that nobody has published.
  private static String signed(JsonObject claims) {
    JsonObject own =
        JsonObject.of(
            "kty", "oct", "alg", "HS256", "k", base64("a key of a stranger, 32 bytes long"));
    return new JWT().addJWK(new JWK(own)).sign(claims, new JWTOptions().setAlgorithm("HS256"));
  }

  /// The public key, which everybody has, taken for a secret.
  private static String hs256(String payload, JsonObject publicKey) {
    JsonObject confused =
        JsonObject.of("kty", "oct", "alg", "HS256", "k", publicKey.getString("x"));
    JsonObject claims =
        new JsonObject(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
    return new JWT()
        .addJWK(new JWK(confused))
        .sign(
            claims,
            new JWTOptions()
                .setAlgorithm("HS256")
                .setHeader(JsonObject.of("typ", "at+jwt", "kid", publicKey.getString("kid"))));
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private String signUp() {
    String email = AccountsApiTest.freshEmail();
    api.post(Api.V1 + "/accounts", AccountsApiTest.account(email)).is(201);
    return email;
  }

  private JsonObject signIn(String email) {
    Api.Answer answer = tryToSignIn(email, PASSWORD).is(201);
    assertEquals("no-store", answer.need("Cache-Control"));
    return answer.json();
  }

  private Api.Answer tryToSignIn(String email, String password) {
    return api.post(SESSIONS, JsonObject.of("email", email, "password", password));
  }

  private Api.Answer refresh(String token) {
    return api.post(SESSIONS + "/refresh", refreshBody(token));
  }

  private static JsonObject refreshBody(String token) {
    return JsonObject.of("refreshToken", token);
  }

  private JsonObject list(JsonObject pair) {
    return api.get(SESSIONS, "Authorization", bearer(pair)).is(200).json();
  }

  private Api.Answer me(JsonObject pair) {
    return api.get(ME, "Authorization", bearer(pair));
  }

  private Api.Answer delete(String path, JsonObject pair) {
    return api.send("DELETE", path, BodyPublishers.noBody(), "Authorization", bearer(pair));
  }

  private static String bearer(JsonObject pair) {
    return "Bearer " + pair.getString("accessToken");
  }

  private static JsonObject claims(JsonObject pair) {
    return JWT.parse(pair.getString("accessToken")).getJsonObject("payload");
  }

  private static JsonObject withoutId(Api.Answer answer) {
    JsonObject json = answer.json();
    json.remove("requestId");
    return json;
  }
}
