package dev.principia.server;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.Optional;

/// Request ids: the client's when it is well-formed, else a new UUIDv7.
final class RequestIds {
  private static final int LEAST = 8;
  private static final int MOST = 64;

  private RequestIds() {}

  static String of(Optional<String> sent) {
    return sent.filter(RequestIds::isWellFormed)
        .orElseGet(() -> UuidCreator.getTimeOrderedEpochFast().toString());
  }

  /// `[A-Za-z0-9._-]{8,64}`: nothing that could break out of a log line or a header.
  private static boolean isWellFormed(String id) {
    return id.length() >= LEAST
        && id.length() <= MOST
        && id.chars().allMatch(RequestIds::isAllowed);
  }

  private static boolean isAllowed(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '-';
  }
}
