package dev.principia.account;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.principia.contract.Defect;
import dev.principia.contract.Problem;
import io.vertx.core.json.JsonObject;
import java.text.Normalizer;
import java.util.ArrayList;
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
    List<Defect> defects = nameDefects(name);
    if (!defects.isEmpty()) {
      throw Problem.invalid(defects);
    }
  }

  /// Throws all reasons to refuse it.
  static NewAccount learner(JsonObject body) {
    String email = email(body.getString("email"));
    String name = name(body.getString("name"));
    String password = password(body.getString("password"));
    List<Defect> defects = new ArrayList<>(nameDefects(name));
    defects.addAll(PasswordRules.defects("/password", password, email, name));
    if (!defects.isEmpty()) {
      throw Problem.invalid(defects);
    }
    return of(email, name, "learner", password);
  }

  static NewAccount of(String email, String name, String role, String password) {
    return new NewAccount(
        UuidCreator.getTimeOrderedEpoch(), email(email), name(name), role, password(password));
  }

  /// A name as it is stored.
  static String name(String typed) {
    return Normalizer.normalize(typed.strip(), Normalizer.Form.NFC);
  }

  /// NFC takes some characters apart: what was short enough as it was sent may have grown.
  static List<Defect> nameDefects(String name) {
    String detail = "Must have at most " + LONGEST_NAME + " characters in Unicode's form NFC.";
    return name.codePointCount(0, name.length()) > LONGEST_NAME
        ? List.of(Defect.at("/name", "too-long", detail))
        : List.of();
  }

  /// An address as it is stored and looked up.
  static String email(String typed) {
    return typed.strip().toLowerCase(Locale.ROOT);
  }

  /// A password as it is hashed.
  static String password(String typed) {
    return Normalizer.normalize(typed, Normalizer.Form.NFC);
  }
}
