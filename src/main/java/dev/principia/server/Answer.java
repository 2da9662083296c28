package dev.principia.server;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A complete HTTP response, ready to be written by either server once it is [#packed].
///
/// @param body not sent for `HEAD`, whose `Content-Length` is that of `GET`
/// @param last whether the connection is closed after it, as its headers say
/// @param gzip whether the body has still to be compressed
record Answer(
    int status,
    List<Map.Entry<String, String>> headers,
    Buffer body,
    boolean sendBody,
    boolean last,
    boolean gzip) {
  private static final int HEAVY = 64 * 1024;

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
