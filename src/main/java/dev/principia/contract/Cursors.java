package dev.principia.contract;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.SecretKey;

/// Opaque, tamper-proof cursors: where a page ended, signed together with what it was a page of.
///
/// A cursor of another list, another sort or another caller is refused like a forged one.
public final class Cursors {
  private static final int SIGNATURE = 16;

  private final SecretKey key;

  /// @param secret the application's secret; cursors of another secret are refused
  public Cursors(SecretKey secret) {
    this.key = secret;
  }

  /// A cursor that continues `list` after the row with these sort keys.
  public String after(String list, List<String> keys) {
    byte[] body = new JsonArray(keys).encode().getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(signature(list, body), SIGNATURE + body.length);
    System.arraycopy(body, 0, all, SIGNATURE, body.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }

  /// The sort keys that [#after] put into the cursor; 400 when it is not one of ours for `list`.
  public List<String> read(String list, String cursor) {
    try {
      byte[] all = Base64.getUrlDecoder().decode(cursor);
      byte[] body = Arrays.copyOfRange(all, Math.min(SIGNATURE, all.length), all.length);
      byte[] signature = Arrays.copyOf(all, SIGNATURE);
      // The canonical form only: base64 has spare bits that would make two spellings of one cursor.
      if (!MessageDigest.isEqual(signature, signature(list, body))
          || !cursor.equals(Base64.getUrlEncoder().withoutPadding().encodeToString(all))) {
        throw damaged();
      }
      return new JsonArray(new String(body, StandardCharsets.UTF_8))
          .stream().map(Object::toString).toList();
    } catch (IllegalArgumentException | DecodeException e) {
      throw damaged();
    }
  }

  private static Problem damaged() {
    return Problem.malformed(
        List.of(
            Defect.parameter(
                "cursor", "damaged-cursor", "The cursor is not one that this list has given.")));
  }

  private byte[] signature(String list, byte[] body) {
    return Arrays.copyOf(Digests.hmac(key, list + '\0', body), SIGNATURE);
  }
}
