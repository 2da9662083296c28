package dev.principia.server;

import dev.principia.contract.Reply;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A complete HTTP response, ready to be written by either server once it is [#packed].
///
/// @param body not sent for `HEAD`, whose `Content-Length` is that of `GET`
/// @param last whether the connection is closed after it, as its headers say
/// @param stream what makes the body while it is sent; then `body` is empty
/// @param gzip whether the body has still to be compressed
record Answer(
    int status,
    List<Map.Entry<String, String>> headers,
    Buffer body,
    boolean sendBody,
    boolean last,
    boolean gzip,
    Optional<Reply.Source> stream) {
  private static final int HEAVY = 64 * 1024;

  /// An answer whose body is there.
  Answer(
      int status,
      List<Map.Entry<String, String>> headers,
      Buffer body,
      boolean sendBody,
      boolean last,
      boolean gzip) {
    this(status, headers, body, sendBody, last, gzip, Optional.empty());
  }

  /// The same answer with a body that is made while it is sent, in chunks.
  Answer streaming(Reply.Source source) {
    List<Map.Entry<String, String>> all = new ArrayList<>(headers);
    all.removeIf(header -> header.getKey().equals("Content-Length"));
    return new Answer(
        status,
        all,
        body,
        sendBody,
        last,
        false,
        sendBody ? Optional.of(source) : Optional.empty());
  }

  /// Whether packing would keep an event loop from its other requests.
  boolean isHeavy() {
    return gzip && body.length() > HEAVY;
  }

  /// The same answer with the bytes that are sent.
  Answer packed() {
    if (!gzip) {
      return this;
    }
    Buffer packed = Compression.gzip(body);
    List<Map.Entry<String, String>> all = new ArrayList<>(headers);
    all.add(Map.entry("Content-Length", Integer.toString(packed.length())));
    return new Answer(status, all, sendBody ? packed : Buffer.buffer(0), sendBody, last, false);
  }
}
