package dev.principia.account;

import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/// A P-256 key pair for ES256 (RFC 7518, 3.4), as JSON Web Keys.
///
/// @param signsFrom when it begins to sign; published before, so that every instance knows it by
///   then
record SigningKey(String id, JsonObject publicKey, JsonObject privateKey, Instant signsFrom) {
  private static final int COORDINATE_BYTES = 32;

  static SigningKey generate(Instant signsFrom) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return of(generator.generateKeyPair(), signsFrom);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SigningKey of(KeyPair pair, Instant signsFrom) {
    String id = UUID.randomUUID().toString();
    ECPublicKey point = (ECPublicKey) pair.getPublic();
    JsonObject open =
        JsonObject.of(
            "kty", "EC",
            "crv", "P-256",
            "alg", "ES256",
            "use", "sig",
            "kid", id,
            "x", base64(point.getW().getAffineX()),
            "y", base64(point.getW().getAffineY()));
    JsonObject secret = open.copy().put("d", base64(((ECPrivateKey) pair.getPrivate()).getS()));
    return new SigningKey(id, open, secret, signsFrom);
  }

  /// The number as exactly 32 bytes, big-endian (RFC 7518, 6.2.1.2).
  private static String base64(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[COORDINATE_BYTES];
    int length = Math.min(bytes.length, COORDINATE_BYTES);
    System.arraycopy(bytes, bytes.length - length, fixed, COORDINATE_BYTES - length, length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
  }
}
