package dev.principia.live;

import dev.principia.contract.JsonRefused;
import dev.principia.contract.StrictJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What a client says; see `asyncapi.yaml`.
sealed interface ClientMessage {
  /// Those that name a topic.
  Set<String> TOPICAL = Set.of("subscribe", "unsubscribe", "presence");

  Pattern SEQ = Pattern.compile("[0-9]{1,18}");

  /// @param lastSeq the position up to which the client knows the topic
  record Subscribe(String topic, Optional<Long> lastSeq) implements ClientMessage {}

  record Unsubscribe(String topic) implements ClientMessage {}

  /// @param topic the lesson in which the client is present; empty for none
  record Enter(Optional<String> topic) implements ClientMessage {}

  record Ping() implements ClientMessage {}

  /// What was not understood.
  ///
  /// @param code of the error that answers it
  record NotUnderstood(String code, String detail) implements ClientMessage {}

  /// Reads a message that is well-formed UTF-8.
  static ClientMessage parse(Buffer text) {
    try {
      return parse(StrictJson.object(text.getBytes()));
    } catch (JsonRefused e) {
      return new NotUnderstood("malformed", e.detail());
    }
  }

  private static ClientMessage parse(JsonObject json) {
    Object topic = json.getValue("topic");
    return switch (json.getValue("type")) {
      case String type when type.equals("ping") -> new Ping();
      case String type when TOPICAL.contains(type) && topic instanceof String named ->
          about(type, named, json);
      case String type when type.equals("presence") && topic == null -> new Enter(Optional.empty());
      case String type when TOPICAL.contains(type) ->
          new NotUnderstood("invalid", "`topic` must be a text.");
      case null, default -> new NotUnderstood("unknown-type", "There is no such type of message.");
    };
  }

  private static ClientMessage about(String type, String topic, JsonObject json) {
    return switch (type) {
      case "subscribe" -> subscribe(topic, json);
      case "unsubscribe" -> new Unsubscribe(topic);
      default -> new Enter(Optional.of(topic));
    };
  }

  private static ClientMessage subscribe(String topic, JsonObject json) {
    Object last = json.getValue("lastSeq");
    if (last == null) {
      return new Subscribe(topic, Optional.empty());
    }
    String digits = last.toString();
    return SEQ.matcher(digits).matches()
        ? new Subscribe(topic, Optional.of(Long.valueOf(digits)))
        : new NotUnderstood("invalid", "`lastSeq` must be a `seq` that was told.");
  }
}
