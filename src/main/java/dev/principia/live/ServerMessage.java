package dev.principia.live;

import io.vertx.core.json.JsonObject;

/// A message to a client, as it is sent; see `asyncapi.yaml`.
///
/// @param kind what a later message of the same kind makes superfluous; empty when nothing does
/// @param text one JSON object
record ServerMessage(String kind, String text) {
  static ServerMessage ack(String topic, long seq) {
    return lasting(JsonObject.of("type", "ack", "topic", topic, "seq", Long.toString(seq)));
  }

  /// The event's JSON is put in as it is: it was encoded once for all who follow. A topic needs no
  /// escapes.
  static ServerMessage event(String topic, Happened event) {
    String text =
        "{\"type\":\"event\",\"topic\":\"%s\",\"seq\":\"%d\",\"event\":%s}"
            .formatted(topic, event.seq(), event.json());
    return new ServerMessage(event.isRepeatable() ? event.type() + ' ' + topic : "", text);
  }

  static ServerMessage presence(String topic, int count) {
    JsonObject json = JsonObject.of("type", "presence", "topic", topic, "count", count);
    return new ServerMessage("presence " + topic, json.encode());
  }

  static ServerMessage resync(String topic, long seq, JsonObject snapshot) {
    return lasting(
        JsonObject.of("type", "resync", "topic", topic, "seq", Long.toString(seq))
            .put("snapshot", snapshot));
  }

  static ServerMessage error(String code, String detail) {
    return lasting(JsonObject.of("type", "error", "code", code, "detail", detail));
  }

  /// @param topic as the client named it, which may be no topic at all
  static ServerMessage error(String code, String topic, String detail) {
    JsonObject json = JsonObject.of("type", "error", "code", code, "topic", topic);
    return lasting(json.put("detail", detail));
  }

  static ServerMessage reconnect(long afterMillis) {
    return lasting(JsonObject.of("type", "reconnect", "afterMs", afterMillis));
  }

  static ServerMessage pong() {
    return lasting(JsonObject.of("type", "pong"));
  }

  private static ServerMessage lasting(JsonObject json) {
    return new ServerMessage("", json.encode());
  }

  /// An upper bound of what it takes in memory and on the wire.
  int bytes() {
    return 3 * text.length();
  }
}
