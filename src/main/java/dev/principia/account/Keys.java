package dev.principia.account;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.impl.jose.JWK;
import io.vertx.ext.auth.impl.jose.JWS;
import io.vertx.ext.auth.impl.jose.JWT;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// The signing keys of a moment: one signs, all verify. Immutable; refreshed by replacing it.
///
/// @param signer signs with the newest key whose time has come
/// @param signing the id of that key
/// @param verifier knows all keys that are published
/// @param published the answer of `/.well-known/jwks.json` (RFC 7517)
/// @param ids of all published keys
record Keys(JWS signer, String signing, JWT verifier, JsonObject published, List<String> ids) {

  /// @param all keys that still verify; when none of them signs yet, because the clock of another
  ///   process is ahead, the first of them does
  static Keys of(List<SigningKey> all, Instant now) {
    Comparator<SigningKey> order = Comparator.comparing(SigningKey::signsFrom);
    SigningKey newest =
        all.stream()
            .filter(key -> !key.signsFrom().isAfter(now))
            .max(order)
            .or(() -> all.stream().min(order))
            .orElseThrow(() -> new IllegalStateException("there is no key"));
    JWT verifier = new JWT();
    all.forEach(key -> verifier.addJWK(new JWK(key.publicKey().copy())));
    return new Keys(
        new JWS(new JWK(newest.privateKey().copy())),
        newest.id(),
        verifier,
        JsonObject.of("keys", new JsonArray(all.stream().map(SigningKey::publicKey).toList())),
        all.stream().map(SigningKey::id).toList());
  }
}
