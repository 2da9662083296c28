package dev.principia.note;

import dev.principia.contract.Digests;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.SecretKey;

/// The secret in a link to a shared note: 256 bits that nobody can guess, of which the database has
/// only the hash.
record ShareToken(String text) {

  /// @param round another one gives another secret
  static ShareToken of(SecretKey secret, UUID note, int round) {
    byte[] token =
        Digests.hmac(secret, "share ", (note + " " + round).getBytes(StandardCharsets.UTF_8));
    return new ShareToken(Base64.getUrlEncoder().withoutPadding().encodeToString(token));
  }

  Buffer hash() {
    return Buffer.buffer(Digests.sha256(text));
  }

  @Override
  public String toString() {
    return "ShareToken";
  }
}
