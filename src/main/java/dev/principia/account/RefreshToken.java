package dev.principia.account;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// A refresh token: the session's id and 32 secret bytes. Only its hash is stored. Its successor is
/// derived from it, so that two requests that race with one token get the same successor.
record RefreshToken(UUID session, Buffer secret) {
  private static final String PREFIX = "rt_";
  private static final int ID_BYTES = 16;
  private static final int SECRET_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  static RefreshToken first(UUID session) {
    byte[] secret = new byte[SECRET_BYTES];
    RANDOM.nextBytes(secret);
    return new RefreshToken(session, Buffer.buffer(secret));
  }

  /// Empty when the text has not the form of a token.
  static Optional<RefreshToken> parse(String text) {
    if (!text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      byte[] all = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
      if (all.length != ID_BYTES + SECRET_BYTES) {
        return Optional.empty();
      }
      ByteBuffer id = ByteBuffer.wrap(all);
      byte[] secret = Arrays.copyOfRange(all, ID_BYTES, all.length);
      return Optional.of(
          new RefreshToken(new UUID(id.getLong(), id.getLong()), Buffer.buffer(secret)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  RefreshToken successor(SecretKey key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update("refresh token".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      return new RefreshToken(session, Buffer.buffer(mac.doFinal(secret.getBytes())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What is stored: SHA-256 is enough for 32 random bytes.
  Buffer hash() {
    try {
      return Buffer.buffer(MessageDigest.getInstance("SHA-256").digest(secret.getBytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean hasHash(Buffer stored) {
    return MessageDigest.isEqual(hash().getBytes(), stored.getBytes());
  }

  /// As it is handed out.
  String text() {
    byte[] all =
        ByteBuffer.allocate(ID_BYTES + SECRET_BYTES)
            .putLong(session.getMostSignificantBits())
            .putLong(session.getLeastSignificantBits())
            .put(secret.getBytes())
            .array();
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }

  @Override
  public String toString() {
    return "RefreshToken of " + session;
  }
}
