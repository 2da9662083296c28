package dev.principia.live;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/// A message to a client, as it is sent; see `asyncapi.yaml`.
///
/// @param kind what a later message of the same kind makes superfluous; empty when nothing does
/// @param text one JSON object
/// @param position what the client knows once it was sent; empty when that is nothing of the log
record ServerMessage(String kind, String text, Optional<Position> position) {
  /// What an object costs beside its text.
  private static final int OVERHEAD = 100;

  /// How far a topic is told.
  record Position(Subscription of, long seq) {}

  static ServerMessage ack(String topic, long seq) {
    return lasting(JsonObject.of("type", "ack", "topic", topic, "seq", Long.toString(seq)));
  }

  /// The text of an event, which is the same for all who follow it by one name.
  static String eventText(String topic, Happened event, UUID reader) {
    // Encoded once for all; a topic needs no escapes.
    return "{\"type\":\"event\",\"topic\":\""
        + topic
        + "\",\"seq\":\""
        + event.seq()
        + "\",\"event\":"
        + event.json(reader)
        + '}';
  }

  static ServerMessage event(Subscription of, Happened event, String text) {
    String kind = event.isRepeatable() ? event.type() + ' ' + of.topic() : "";
    return new ServerMessage(kind, text, Optional.of(new Position(of, event.seq())));
  }

  static ServerMessage presence(String topic, int count) {
    JsonObject json = JsonObject.of("type", "presence", "topic", topic, "count", count);
    return new ServerMessage("presence " + topic, json.encode(), Optional.empty());
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
    return new ServerMessage("", json.encode(), Optional.empty());
  }

  /// About what it takes in memory while it waits.
  int bytes() {
    return OVERHEAD + text.length();
  }
}
