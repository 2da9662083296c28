package dev.principia.lab.load;

import java.nio.charset.StandardCharsets;

/// How a client begins to listen to an account's changes, and by what in the stream of bytes it
/// knows that it does.
///
/// @param request sent at once, each character a byte
/// @param next sent likewise when the first bytes have come; may be empty
/// @param ready stands in what is received when the client listens
/// @param told stands once in whatever tells of a change
public record Opening(String request, String next, String ready, String told) {

  /// By server-sent events.
  public static Opening stream(int port, String token) {
    String request =
        head(
            port,
            "/api/v1/events/stream",
            "Accept: text/event-stream",
            "Authorization: Bearer " + token);
    return new Opening(request, "", "retry:", "\ndata:");
  }

  /// By a WebSocket.
  ///
  /// @param url of a ticket that nobody has used
  public static Opening socket(int port, String url) {
    String request =
        head(
            port,
            url,
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13");
    String subscribe = frame("{\"type\":\"subscribe\",\"topic\":\"account\"}");
    return new Opening(request, subscribe, "\"ack\"", "\"event\",");
  }

  private static String head(int port, String path, String... headers) {
    return "GET "
        + path
        + " HTTP/1.1\r\nHost: 127.0.0.1:"
        + port
        + "\r\n"
        + String.join("\r\n", headers)
        + "\r\n\r\n";
  }

  /// A short text frame, masked with zeros (RFC 6455, 5.2).
  private static String frame(String text) {
    byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
    byte[] frame = new byte[6 + payload.length];
    frame[0] = (byte) 0x81;
    frame[1] = (byte) (0x80 | payload.length);
    System.arraycopy(payload, 0, frame, 6, payload.length);
    return new String(frame, StandardCharsets.ISO_8859_1);
  }
}
