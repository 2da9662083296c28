package dev.principia.account;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.json.JsonObject;
import java.text.Normalizer;
import java.util.Locale;
import java.util.UUID;

/// An account that somebody asks for, normalised: what is stored is what the answer shows.
///
/// @param email trimmed, lower-case
/// @param name trimmed, NFC
/// @param password as typed; NFC so that every keyboard gives the same one
record NewAccount(UUID id, String email, String name, String role, String password) {

  static NewAccount learner(JsonObject body) {
    return of(
        body.getString("email"), body.getString("name"), "learner", body.getString("password"));
  }

  static NewAccount of(String email, String name, String role, String password) {
    return new NewAccount(
        UuidCreator.getTimeOrderedEpoch(),
        email.strip().toLowerCase(Locale.ROOT),
        Normalizer.normalize(name.strip(), Normalizer.Form.NFC),
        role,
        Normalizer.normalize(password, Normalizer.Form.NFC));
  }
}
