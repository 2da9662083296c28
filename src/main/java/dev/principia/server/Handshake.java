package dev.principia.server;

import dev.principia.contract.Head;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import java.util.Base64;
import java.util.Locale;

/// What makes a request the handshake of a WebSocket (RFC 6455, 4.2.1).
final class Handshake {
  /// What the messages are, see `asyncapi.yaml`.
  static final String PROTOCOL = "principia.live.v1";

  private static final String VERSION = "13";
  private static final int KEY_BYTES = 16;

  private Handshake() {}

  /// A client that names no protocol speaks ours.
  static void check(Head head) {
    if (!has(head, "Upgrade", "websocket") || !has(head, "Connection", "upgrade")) {
      throw upgradeRequired("This operation is spoken to by WebSocket.");
    }
    if (!has(head, "Sec-WebSocket-Version", VERSION)) {
      throw upgradeRequired(
          "Only version " + VERSION + " of the WebSocket protocol is spoken here.");
    }
    if (!isKey(head.header("Sec-WebSocket-Key").orElse(""))) {
      throw Problem.of(
          ProblemType.MALFORMED_REQUEST, "`Sec-WebSocket-Key` is not the Base64 of 16 bytes.");
    }
    boolean names = head.header("Sec-WebSocket-Protocol").isPresent();
    if (names && !has(head, "Sec-WebSocket-Protocol", PROTOCOL)) {
      throw Problem.of(
          ProblemType.MALFORMED_REQUEST,
          "`Sec-WebSocket-Protocol` does not name " + PROTOCOL + ".");
    }
  }

  private static boolean has(Head head, String header, String wanted) {
    for (String each : head.header(header).orElse("").split(",", -1)) {
      if (each.strip().toLowerCase(Locale.ROOT).equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isKey(String text) {
    try {
      return Base64.getDecoder().decode(text).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /// RFC 9110, 15.5.22 and RFC 6455, 4.4.
  private static Problem upgradeRequired(String detail) {
    return Problem.of(ProblemType.UPGRADE_REQUIRED, detail)
        .with("Upgrade", "websocket")
        .with("Connection", "upgrade, close")
        .with("Sec-WebSocket-Version", VERSION);
  }
}
