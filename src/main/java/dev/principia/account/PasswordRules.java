package dev.principia.account;

import dev.principia.contract.Defect;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Which new passwords are refused although they are long enough: those that are tried first (NIST
/// SP 800-63B, 3.1.1.2). Upper and lower case are taken alike.
final class PasswordRules {
  private static final Set<String> COMMON = read();

  private PasswordRules() {}

  private static Set<String> read() {
    try (InputStream in =
        PasswordRules.class.getResourceAsStream("/account/common-passwords.txt")) {
      if (in == null) {
        throw new IllegalStateException("common-passwords.txt is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @param pointer the body's member that holds the password
  /// @param password in NFC
  static List<Defect> defects(String pointer, String password, String email, String name) {
    String lower = password.toLowerCase(Locale.ROOT);
    boolean guessed =
        COMMON.contains(lower)
            || lower.equals(email)
            || lower.equals(name.toLowerCase(Locale.ROOT));
    return guessed
        ? List.of(Defect.at(pointer, "common-password", "This password is one of the first tried."))
        : List.of();
  }
}
