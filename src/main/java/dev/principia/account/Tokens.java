package dev.principia.account;

import dev.principia.contract.Caller;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.impl.jose.JWT;
import java.nio.charset.StandardCharsets;
import java.security.SignatureException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// Access tokens: JWTs of at most 15 minutes (RFC 9068), signed with ES256. Checking one needs no
/// database; a revoked session is known from the [Snapshot].
final class Tokens {
  static final Duration LIFETIME = Duration.ofMinutes(15);

  private static final String ISSUER = "principia";
  private static final String TYPE = "at+jwt";
  private static final String ALGORITHM = "ES256";

  /// A signature has 64 bytes (RFC 7518, 3.4), written in one way only: the verifier overlooks what
  /// follows them, and a token must not have many spellings.
  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{85}[AQgw]");

  private final Snapshot snapshot;
  private final Clock clock;

  Tokens(Snapshot snapshot, Clock clock) {
    this.snapshot = snapshot;
    this.clock = clock;
  }

  String issue(UUID account, UUID session, boolean admin) {
    Keys keys = snapshot.keys();
    Instant now = clock.instant();
    JsonObject claims =
        JsonObject.of(
            "iss", ISSUER,
            "aud", ISSUER,
            "sub", account.toString(),
            "sid", session.toString(),
            "iat", now.getEpochSecond(),
            "exp", now.plus(LIFETIME).getEpochSecond());
    if (admin) {
      claims.put("role", "admin");
    }
    JsonObject header = JsonObject.of("alg", ALGORITHM, "typ", TYPE, "kid", keys.signing());
    String signed =
        base64(header.toBuffer().getBytes()) + '.' + base64(claims.toBuffer().getBytes());
    // Not JWT.sign, which always writes the type JWT: a token for another purpose must not pass
    // here.
    return signed + '.' + base64(keys.signer().sign(signed.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// Who the token speaks for; empty when it is forged, expired, of another kind, or of a session
  /// that was revoked.
  Optional<Caller> verify(String token) {
    if (!FORM.matcher(token).matches()) {
      return Optional.empty();
    }
    try {
      JsonObject header = JWT.parse(token).getJsonObject("header");
      if (!ALGORITHM.equals(header.getString("alg")) || !TYPE.equals(header.getString("typ"))) {
        return Optional.empty();
      }
      return caller(snapshot.keys().verifier().decode(token));
    } catch (SignatureException | RuntimeException e) {
      // Whatever is wrong with a stranger's token, it is not a mistake of ours.
      return Optional.empty();
    }
  }

  private Optional<Caller> caller(JsonObject claims) {
    UUID session = UUID.fromString(claims.getString("sid"));
    boolean valid =
        ISSUER.equals(claims.getValue("iss"))
            && ISSUER.equals(claims.getValue("aud"))
            && claims.getLong("exp") > clock.instant().getEpochSecond()
            && !snapshot.isRevoked(session);
    return valid
        ? Optional.of(
            new Caller(
                Optional.of(UUID.fromString(claims.getString("sub"))),
                Optional.of(session),
                "admin".equals(claims.getString("role")),
                Optional.empty(),
                Optional.of(Instant.ofEpochSecond(claims.getLong("exp")))))
        : Optional.empty();
  }
}
