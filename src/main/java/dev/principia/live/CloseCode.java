package dev.principia.live;

/// Why the server closes a connection (RFC 6455, 7.4), as `asyncapi.yaml` tells clients.
enum CloseCode {
  GOING_AWAY(1001, "the server stops"),
  NOT_TEXT(1003, "only text is understood"),
  NOT_UTF_8(1007, "not UTF-8"),
  TOO_BIG(1009, "a message is too long"),
  BROKEN(1011, "a mistake of the server"),
  SIGNED_OUT(4401, "the token has expired or the session has ended"),
  FORBIDDEN(4403, "the last topic was lost"),
  TOO_SLOW(4408, "too slow"),
  SILENT(4408, "silent"),
  TOO_MANY(4429, "too many messages");

  private final short code;
  private final String reason;

  CloseCode(int code, String reason) {
    this.code = (short) code;
    this.reason = reason;
  }

  short code() {
    return code;
  }

  /// For people.
  String reason() {
    return reason;
  }

  /// As metrics name it: `too_slow`.
  String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
