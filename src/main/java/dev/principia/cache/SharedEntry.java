package dev.principia.cache;

import dev.principia.contract.Media;
import dev.principia.contract.Reply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/// What instances leave for each other in Redis: a line of JSON that says what it is, and the body
/// as it is sent.
///
/// @param position of the log of events, as far as whoever made it knew
record SharedEntry(Kept kept, long position) {
  Buffer encoded() {
    JsonObject head =
        JsonObject.of(
            "course",
            kept.course().toString(),
            "version",
            kept.version(),
            "position",
            position,
            "headers",
            kept.reply().headersJson());
    return head.toBuffer().appendString("\n").appendBuffer(kept.reply().body());
  }

  /// Empty when it is not what this program writes.
  static Optional<SharedEntry> decoded(byte[] bytes) {
    Buffer all = Buffer.buffer(bytes);
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    try {
      JsonObject head = all.slice(0, end).toJsonObject();
      Reply reply =
          Reply.bytes(200, Media.JSON, all.getBuffer(end + 1, bytes.length))
              .with(head.getJsonObject("headers"));
      Kept kept =
          new Kept(
              reply.encoded(),
              UUID.fromString(head.getString("course")),
              head.getLong("version"),
              true);
      return Optional.of(new SharedEntry(kept, head.getLong("position")));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }
}
