package dev.principia.lab.load;

/// A request that somebody wants.
///
/// @param ask which of the kinds
/// @param intended when it was first wanted, in nanoseconds from the start
/// @param since when this attempt was: its deadline counts from here
/// @param left how often it may be sent again
record Due(int ask, long intended, long since, int left) {
  static Due first(int ask, long intended, int retries) {
    return new Due(ask, intended, intended, retries);
  }

  /// The next attempt, wanted at once.
  Due again(long now) {
    return new Due(ask, intended, now, left - 1);
  }

  /// Whether its times are kept by themselves.
  boolean isOfFirstKind() {
    return ask == 0;
  }
}
