package dev.principia.contract;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals what must not lie in the database as it is: AES-256-GCM under a key that is made of the
/// application's secret and a purpose, with a random nonce in front.
public final class Sealed {
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKeySpec key;

  /// @param purpose what is sealed; other purposes cannot open it
  public Sealed(SecretKey secret, String purpose) {
    key = new SecretKeySpec(Digests.hmac(secret, purpose, new byte[0]), "AES");
  }

  /// The text, sealed.
  public Buffer seal(String text) {
    byte[] nonce = new byte[NONCE];
    RANDOM.nextBytes(nonce);
    byte[] body = run(Cipher.ENCRYPT_MODE, nonce, text.getBytes(StandardCharsets.UTF_8));
    return Buffer.buffer(nonce).appendBytes(body);
  }

  /// The text; fails when it was sealed with another secret or was changed.
  public String open(Buffer sealed) {
    byte[] all = sealed.getBytes();
    byte[] nonce = Arrays.copyOf(all, NONCE);
    byte[] body = Arrays.copyOfRange(all, NONCE, all.length);
    return new String(run(Cipher.DECRYPT_MODE, nonce, body), StandardCharsets.UTF_8);
  }

  private byte[] run(int mode, byte[] nonce, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "What is stored sealed cannot be opened with this PRINCIPIA_SECRET.", e);
    }
  }
}
