package dev.principia.note;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// The secret in a link to a shared note: 256 bits that nobody can guess, of which the database has
/// only the hash.
record ShareToken(String text) {

  /// @param round another one gives another secret
  static ShareToken of(SecretKey secret, UUID note, int round) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(secret);
      byte[] token = mac.doFinal(bytes("share " + note + " " + round));
      return new ShareToken(Base64.getUrlEncoder().withoutPadding().encodeToString(token));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  Buffer hash() {
    try {
      return Buffer.buffer(MessageDigest.getInstance("SHA-256").digest(bytes(text)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "ShareToken";
  }
}
