package dev.principia.contract;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a handler answers. A server turns it into bytes and adds what every answer carries.
public sealed interface Reply {
  int status();

  /// Response headers that the handler sets, in order.
  List<Map.Entry<String, String>> headers();

  /// The same reply with one more header.
  Reply with(String header, String value);

  /// A JSON body, encoded once, when the answer is written.
  record Json(int status, JsonObject body, List<Map.Entry<String, String>> headers)
      implements Reply {
    @Override
    public Reply with(String header, String value) {
      return new Json(status, body, appended(headers, header, value));
    }
  }

  /// A body that is bytes already.
  record Bytes(int status, String mediaType, Buffer body, List<Map.Entry<String, String>> headers)
      implements Reply {
    @Override
    public Reply with(String header, String value) {
      return new Bytes(status, mediaType, body, appended(headers, header, value));
    }
  }

  /// No body.
  record Empty(int status, List<Map.Entry<String, String>> headers) implements Reply {
    @Override
    public Reply with(String header, String value) {
      return new Empty(status, appended(headers, header, value));
    }
  }

  /// A body of unknown size, which is made while it is sent and never held as a whole. Nothing is
  /// opened for it before it is sent, so an answer that sends no body costs nothing.
  record Stream(
      int status, String mediaType, Source source, List<Map.Entry<String, String>> headers)
      implements Reply {
    @Override
    public Reply with(String header, String value) {
      return new Stream(status, mediaType, source, appended(headers, header, value));
    }
  }

  /// No answer but the connection itself, which is spoken on otherwise from here on (RFC 9110,
  /// 7.8). Only the event-loop server can give it.
  record Upgrade(ReactiveUpgrade taker, List<Map.Entry<String, String>> headers) implements Reply {
    @Override
    public int status() {
      return 101;
    }

    @Override
    public Reply with(String header, String value) {
      return new Upgrade(taker, appended(headers, header, value));
    }
  }

  /// What makes the body of a [Stream], of the flow's own kind.
  sealed interface Source permits ReactiveSource, BlockingSource {}

  static Reply stream(String mediaType, Source source) {
    return new Stream(200, mediaType, source, List.of());
  }

  static Reply ok(JsonObject body) {
    return new Json(200, body, List.of());
  }

  static Reply created(JsonObject body) {
    return new Json(201, body, List.of());
  }

  static Reply bytes(int status, String mediaType, Buffer body) {
    return new Bytes(status, mediaType, body, List.of());
  }

  static Reply empty(int status) {
    return new Empty(status, List.of());
  }

  /// The headers as one object, to be kept with the reply; of several fields of one name the last.
  default JsonObject headersJson() {
    JsonObject json = new JsonObject();
    headers().forEach(header -> json.put(header.getKey(), header.getValue()));
    return json;
  }

  /// The same reply with the headers that were kept; see [#headersJson].
  default Reply with(JsonObject kept) {
    Reply reply = this;
    for (Map.Entry<String, Object> header : kept) {
      reply = reply.with(header.getKey(), header.getValue().toString());
    }
    return reply;
  }

  /// The same reply with a strong validator (RFC 9110, 8.8.3) made of a version: the chain answers
  /// conditional requests by it.
  default Reply etag(String version) {
    return with("ETag", '"' + version + '"');
  }

  /// The same reply with its body as bytes. Streams have no such form.
  default Bytes encoded() {
    return switch (this) {
      case Json json ->
          new Bytes(json.status(), Media.JSON, json.body().toBuffer(), json.headers());
      case Bytes bytes -> bytes;
      case Stream stream -> throw new IllegalStateException("a stream is sent and not kept");
      case Upgrade upgrade -> throw new IllegalStateException("a connection is not kept");
      case Empty empty -> new Bytes(empty.status(), "", Buffer.buffer(), empty.headers());
    };
  }

  private static List<Map.Entry<String, String>> appended(
      List<Map.Entry<String, String>> headers, String name, String value) {
    List<Map.Entry<String, String>> all = new ArrayList<>(headers.size() + 1);
    all.addAll(headers);
    all.add(Map.entry(name, value));
    return all;
  }
}
