package dev.principia.guard;

import java.time.Duration;
import java.util.Optional;

/// Another system has answered that it cannot now, with `Retry-After` or without. Has no stack
/// trace.
public final class TryLater extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Optional<Duration> after;

  /// @param after the earliest time to ask again, from now
  public TryLater(String what, Optional<Duration> after) {
    super(what, null, false, false);
    this.after = after;
  }

  Optional<Duration> after() {
    return after;
  }

  /// `Retry-After` in seconds (RFC 9110, 10.2.3); a date is not understood and read as nothing.
  public static Optional<Duration> seconds(Optional<String> header) {
    return header
        .filter(text -> text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9'))
        .filter(text -> !text.isEmpty())
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }
}
