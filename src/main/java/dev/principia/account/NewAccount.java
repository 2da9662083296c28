package dev.principia.account;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.principia.contract.Defect;
import dev.principia.contract.Problem;
import io.vertx.core.json.JsonObject;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// An account that somebody asks for, normalised: what is stored is what the answer shows.
///
/// @param email trimmed, lower-case
/// @param name trimmed, NFC, at most 100 characters
/// @param password as typed; NFC so that every keyboard gives the same one
record NewAccount(UUID id, String email, String name, String role, String password) {
  private static final int LONGEST_NAME = 100;

  NewAccount {
    // NFC takes some characters apart: what was short enough as it was sent may have grown.
    if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
      String detail = "Must have at most " + LONGEST_NAME + " characters in Unicode's form NFC.";
      throw Problem.invalid(List.of(Defect.at("/name", "too-long", detail)));
    }
  }

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
