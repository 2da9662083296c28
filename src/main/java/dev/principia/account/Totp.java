package dev.principia.account;

import io.vertx.core.buffer.Buffer;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A seed of time-based one-time passwords (RFC 6238) as authenticator apps take it: HMAC-SHA-1, 6
/// digits, steps of 30 seconds.
///
/// @param seed the shared secret
record Totp(Buffer seed) {
  private static final int SEED_BYTES = 20;
  private static final int STEP_SECONDS = 30;
  private static final int DIGITS = 1_000_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  static Totp generate() {
    byte[] seed = new byte[SEED_BYTES];
    RANDOM.nextBytes(seed);
    return new Totp(Buffer.buffer(seed));
  }

  /// The step whose code this is: the present one, or one to either side for clocks that differ.
  ///
  /// @param last the last step that was taken; its code and older ones are not taken again
  OptionalLong step(String code, Instant now, long last) {
    long present = now.getEpochSecond() / STEP_SECONDS;
    for (long step = present - 1; step <= present + 1; step++) {
      byte[] right = code(step).getBytes(StandardCharsets.US_ASCII);
      if (MessageDigest.isEqual(right, code.getBytes(StandardCharsets.UTF_8)) && step > last) {
        return OptionalLong.of(step);
      }
    }
    return OptionalLong.empty();
  }

  /// The code of a step (RFC 4226, 5.3).
  String code(long step) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(seed.getBytes(), "RAW"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      int offset = hash[hash.length - 1] & 0xf;
      int number = ByteBuffer.wrap(hash).getInt(offset) & 0x7fffffff;
      return "%06d".formatted(number % DIGITS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The seed as people type it.
  String secret() {
    return Base32.encode(seed.getBytes());
  }

  /// What an authenticator app reads as a QR code.
  String uri(String email) {
    String label = URLEncoder.encode(email, StandardCharsets.UTF_8).replace("+", "%20");
    return "otpauth://totp/Principia:"
        + label
        + "?secret="
        + secret()
        + "&issuer=Principia&algorithm=SHA1&digits=6&period=30";
  }

  @Override
  public String toString() {
    return "Totp";
  }
}
