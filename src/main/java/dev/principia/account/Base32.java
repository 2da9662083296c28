package dev.principia.account;

import java.io.ByteArrayOutputStream;

/// Base 32 (RFC 4648, 6) without padding.
final class Base32 {
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int BITS = 5;

  private Base32() {}

  static String encode(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int buffer = 0;
    int held = 0;
    for (byte each : bytes) {
      buffer = ((buffer << Byte.SIZE) | (each & 0xff)) & 0xffff;
      held += Byte.SIZE;
      while (held >= BITS) {
        held -= BITS;
        text.append(LETTERS.charAt((buffer >> held) & 31));
      }
    }
    return held == 0
        ? text.toString()
        : text.append(LETTERS.charAt((buffer << (BITS - held)) & 31)).toString();
  }

  /// @param text what [#encode] made
  static byte[] decode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int buffer = 0;
    int held = 0;
    for (int i = 0; i < text.length(); i++) {
      buffer = ((buffer << BITS) | LETTERS.indexOf(text.charAt(i))) & 0xffff;
      held += BITS;
      if (held >= Byte.SIZE) {
        held -= Byte.SIZE;
        bytes.write(buffer >> held);
      }
    }
    return bytes.toByteArray();
  }
}
