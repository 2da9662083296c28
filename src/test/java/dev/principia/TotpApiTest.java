package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class TotpApiTest {
  private final Api api;
  private final Person ada;

  TotpApiTest(Server server) {
    this.api = server.api();
    this.ada = Person.signedUp(api);
  }

  @Test
  @Proves("5.7")
  void aSecondFactorIsAskedForAndEachCodeIsTakenOnce() {
    String secret = start();
    ada.again();
    long now = System.currentTimeMillis() / 30_000;
    assertEquals(
        List.of("/code wrong-code"),
        ada.put("/me/totp", JsonObject.of("code", code(secret, now + 9))).is(422).defects());
    confirm(secret, now);
    Person.signIn(api, ada.email(), Person.PASSWORD).problem(401, "totp-required");
    signIn("totp", code(secret, now)).problem(401, "bad-credentials");
    signIn("totp", code(secret, now + 1)).is(201);
    signIn("totp", code(secret, now + 1)).problem(401, "bad-credentials");
    assertEquals(2, PasswordsApiTest.events(ada, "session.refused"));
    Person.signIn(api, ada.email(), "not the password").problem(401, "bad-credentials");
  }

  @Test
  @Proves("5.7")
  void aRecoveryCodeSignsInOnce() {
    String secret = start();
    List<String> codes = confirm(secret, System.currentTimeMillis() / 30_000);
    assertEquals(10, codes.stream().distinct().count());
    signIn("recoveryCode", codes.get(3)).is(201);
    signIn("recoveryCode", codes.get(3)).problem(401, "bad-credentials");
    signIn("recoveryCode", "aaaa-aaaa-aaaa-aaaa").problem(401, "bad-credentials");
    signIn("recoveryCode", codes.get(4)).is(201);
  }

  @Test
  void aRemovedFactorIsNotAskedFor() {
    ada.delete("/me/totp").problem(404, "not-found");
    ada.put("/me/totp", JsonObject.of("code", "000000")).problem(404, "not-found");
    confirm(start(), System.currentTimeMillis() / 30_000);
    ada.post("/me/totp", new JsonObject()).problem(409, "totp-enabled");
    AccountsApiTest.text(
        """
        update sessions set created_at = now() - interval '6 minutes'
         where account_id = $1 returning agent as text
        """,
        ada.id());
    ada.delete("/me/totp").problem(403, "recent-sign-in-required");
    AccountsApiTest.text(
        "update sessions set created_at = now() where account_id = $1 returning agent as text",
        ada.id());
    ada.delete("/me/totp").is(204);
    ada.again();
  }

  @Test
  void theSeedIsStoredSealed() {
    String secret = start();
    String stored =
        AccountsApiTest.text(
            "select encode(sealed_seed, 'escape') as text from totp where account_id = $1",
            ada.id());
    assertTrue(!stored.contains(secret), stored);
  }

  private String start() {
    Api.Answer started = ada.post("/me/totp", new JsonObject()).is(201);
    assertEquals("no-store", started.need("Cache-Control"));
    String secret = started.json().getString("secret");
    String uri = started.json().getString("uri");
    assertTrue(uri.startsWith("otpauth://totp/Principia:test-") && uri.contains(secret), uri);
    return secret;
  }

  private List<String> confirm(String secret, long step) {
    return ada
        .put("/me/totp", JsonObject.of("code", code(secret, step)))
        .is(200)
        .json()
        .getJsonArray("recoveryCodes")
        .stream()
        .map(Object::toString)
        .toList();
  }

  private Api.Answer signIn(String member, String code) {
    return api.post(
        Person.SESSIONS,
        JsonObject.of("email", ada.email(), "password", Person.PASSWORD, member, code));
  }

  /// The code as an authenticator app computes it, from the secret as it is typed in.
  private static String code(String secret, long step) {
    BigInteger seed = BigInteger.ZERO;
    for (int i = 0; i < secret.length(); i++) {
      int value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(secret.charAt(i));
      seed = seed.shiftLeft(5).or(BigInteger.valueOf(value));
    }
    byte[] key = new byte[20];
    byte[] all = seed.toByteArray();
    int length = Math.min(20, all.length);
    System.arraycopy(all, all.length - length, key, 20 - length, length);
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key, "RAW"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
      int number = ByteBuffer.wrap(hash).getInt(hash[19] & 0xf) & 0x7fffffff;
      return "%06d".formatted(number % 1_000_000);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
