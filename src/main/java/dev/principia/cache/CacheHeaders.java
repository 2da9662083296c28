package dev.principia.cache;

import dev.principia.contract.Reply;

/// How an answer may be cached by others, and what became of the request here (RFC 9211).
public final class CacheHeaders {
  /// Whoever may read it anonymously may keep it: a minute, and five more while it asks again.
  private static final String PUBLIC = "public, max-age=60, stale-while-revalidate=300";

  /// Everything that tells a server who asks.
  private static final String VARY = "Authorization, Cookie, X-API-Key";

  static final String HIT = "principia-l1; hit";
  static final String SHARED_HIT = "principia-l2; hit, principia-l1; fwd=miss; stored";
  static final String STORED = "principia-l1; fwd=miss; stored";
  static final String COLLAPSED = "principia-l1; fwd=miss; collapsed";
  static final String PASSED = "principia-l1; fwd=bypass";

  private CacheHeaders() {}

  /// The same answer for shared caches, when an anonymous caller got it. What a signed-in caller
  /// gets is for nobody else, which the server says of every answer.
  public static Reply shared(Reply reply, boolean signedIn) {
    Reply varying = reply.with("Vary", VARY);
    return signedIn ? varying : varying.with("Cache-Control", PUBLIC);
  }

  static Reply of(Reply reply, boolean signedIn, String status) {
    return shared(reply, signedIn).with("Cache-Status", status);
  }
}
