package dev.principia.account;

import dev.principia.contract.Client;
import dev.principia.contract.Digests;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import dev.principia.db.Query;
import io.vertx.core.buffer.Buffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// The secret of an API key: `pk_`, 8 characters to find it by, and 32 random bytes. Only the
/// beginning and the hash are stored.
record ApiKey(String text) implements Credential {
  private static final Pattern FORM = Pattern.compile("pk_[0-9a-z]{8}[A-Za-z0-9_-]{43}");
  private static final String LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";
  private static final int PREFIX = 11;
  private static final int SECRET_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  static ApiKey generate() {
    StringBuilder text = new StringBuilder("pk_");
    while (text.length() < PREFIX) {
      text.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    byte[] secret = new byte[SECRET_BYTES];
    RANDOM.nextBytes(secret);
    return new ApiKey(text + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
  }

  /// Empty when the text has not the form of a key.
  static Optional<ApiKey> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new ApiKey(text)) : Optional.empty();
  }

  /// The part that may be shown.
  String prefix() {
    return text.substring(0, PREFIX);
  }

  /// What is stored: SHA-256 is enough for 32 random bytes.
  @Override
  public Buffer hash() {
    return Buffer.buffer(Digests.sha256(text));
  }

  @Override
  public Query<Found> find() {
    return ApiKeySql.find(this);
  }

  @Override
  public Query<Boolean> used(Client client) {
    return ApiKeySql.used(this, client);
  }

  @Override
  public Problem refused() {
    return invalid();
  }

  static Problem invalid() {
    return Problem.of(
            ProblemType.UNAUTHENTICATED, "The API key is not valid: unknown, deleted or expired.")
        .with("WWW-Authenticate", "Bearer");
  }

  @Override
  public String toString() {
    return "ApiKey " + prefix();
  }
}
