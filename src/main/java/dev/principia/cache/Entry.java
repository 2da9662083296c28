package dev.principia.cache;

import dev.principia.contract.Reply;
import java.util.Optional;

/// What is kept under a key, ready to be sent: a hit encodes and copies nothing.
///
/// @param kept what was found; empty when there is nothing that anybody may read
/// @param begun [Changes#now] before it was asked for
/// @param anonymous the answer to a caller without an account
/// @param signedIn the answer to a caller with one
/// @param nanos how long it may be kept
record Entry(
    Optional<Kept> kept,
    long begun,
    Optional<Reply> anonymous,
    Optional<Reply> signedIn,
    long nanos) {
  static Entry of(Optional<Kept> kept, long begun, long nanos) {
    return new Entry(
        kept,
        begun,
        kept.map(found -> CacheHeaders.of(found.reply(), false, CacheHeaders.HIT)),
        kept.map(found -> CacheHeaders.of(found.reply(), true, CacheHeaders.HIT)),
        nanos);
  }

  boolean holds(CacheKey key, Changes changes) {
    return kept.isPresent()
        ? changes.isNewest(kept.get().course(), kept.get().version(), begun)
        : changes.isSame(key.course(), begun);
  }

  int weight() {
    return kept.map(Kept::weight).orElse(64);
  }
}
