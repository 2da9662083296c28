package dev.principia.account;

import dev.principia.contract.Digests;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;

/// A refresh token: the session's id, 32 secret bytes, and our seal on both. Only its hash is
/// stored. Its successor is derived from it, so that two requests that race with one token get the
/// same successor.
record RefreshToken(UUID session, Buffer secret) {
  private static final String PREFIX = "rt_";
  private static final int ID_BYTES = 16;
  private static final int SECRET_BYTES = 32;
  private static final int SEAL_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  static RefreshToken first(UUID session) {
    byte[] secret = new byte[SECRET_BYTES];
    RANDOM.nextBytes(secret);
    return new RefreshToken(session, Buffer.buffer(secret));
  }

  /// Empty when the text is no token that we have handed out: whoever knows a session's id cannot
  /// end the session by making one up and being taken for a thief.
  static Optional<RefreshToken> parse(String text, SecretKey key) {
    if (!text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      byte[] all = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
      if (all.length != ID_BYTES + SECRET_BYTES + SEAL_BYTES) {
        return Optional.empty();
      }
      ByteBuffer id = ByteBuffer.wrap(all);
      byte[] secret = Arrays.copyOfRange(all, ID_BYTES, ID_BYTES + SECRET_BYTES);
      RefreshToken token =
          new RefreshToken(new UUID(id.getLong(), id.getLong()), Buffer.buffer(secret));
      return MessageDigest.isEqual(all, token.sealed(key)) ? Optional.of(token) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  RefreshToken successor(SecretKey key) {
    byte[] next = Digests.hmac(key, "refresh token successor", secret.getBytes());
    return new RefreshToken(session, Buffer.buffer(next));
  }

  /// What is stored: SHA-256 is enough for 32 random bytes.
  Buffer hash() {
    return Buffer.buffer(Digests.sha256(secret.getBytes()));
  }

  boolean hasHash(Buffer stored) {
    return MessageDigest.isEqual(hash().getBytes(), stored.getBytes());
  }

  /// As it is handed out.
  String text(SecretKey key) {
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed(key));
  }

  private byte[] sealed(SecretKey key) {
    byte[] open =
        ByteBuffer.allocate(ID_BYTES + SECRET_BYTES)
            .putLong(session.getMostSignificantBits())
            .putLong(session.getLeastSignificantBits())
            .put(secret.getBytes())
            .array();
    byte[] all = Arrays.copyOf(open, open.length + SEAL_BYTES);
    System.arraycopy(
        Digests.hmac(key, "refresh token seal", open), 0, all, open.length, SEAL_BYTES);
    return all;
  }

  @Override
  public String toString() {
    return "RefreshToken of " + session;
  }
}
