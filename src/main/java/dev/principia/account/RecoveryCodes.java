package dev.principia.account;

import dev.principia.contract.Digests;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Codes for whoever has lost the device of the second factor: ten of 80 bits, each good once.
final class RecoveryCodes {
  private static final int CODES = 10;
  private static final int BYTES = 10;
  private static final SecureRandom RANDOM = new SecureRandom();

  private RecoveryCodes() {}

  static List<String> generate() {
    return Stream.generate(RecoveryCodes::code).limit(CODES).toList();
  }

  private static String code() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    String text = Base32.encode(bytes).toLowerCase(Locale.ROOT);
    return text.replaceAll("(.{4})(?=.)", "$1-");
  }

  /// What is stored: SHA-256 is enough for 80 random bits. Case, spaces and dashes don't matter.
  static String hash(String typed) {
    String plain = typed.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
    return HexFormat.of().formatHex(Digests.sha256(plain));
  }
}
