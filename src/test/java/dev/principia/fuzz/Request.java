package dev.principia.fuzz;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A request as it goes over the wire.
///
/// @param operation whose request it was before it was damaged
/// @param who asks: `anonymous`, or whose credentials it carries
/// @param target path and query
/// @param headers whole lines, each character one byte
/// @param damage what was done to it; none when it fits the contract
public record Request(
    String operation,
    String who,
    String method,
    String target,
    List<String> headers,
    Buffer body,
    List<String> damage) {
  private static final int SHOWN = 1_500;

  /// The target without its query.
  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  boolean isHead() {
    return method.equals("HEAD");
  }

  /// The same with other credentials.
  ///
  /// @param authorization a header's line; none for anonymous callers
  public Request by(String who, List<String> authorization) {
    List<String> all = new ArrayList<>(headers);
    all.addAll(authorization);
    return new Request(operation, who, method, target, all, body, damage);
  }

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes((method + " " + target + " HTTP/1.1\r\n").getBytes(StandardCharsets.UTF_8));
    for (String line : headers) {
      bytes.writeBytes((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }
    bytes.writeBytes("\r\n".getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(body.getBytes());
    return bytes.toByteArray();
  }

  @Override
  public String toString() {
    String text =
        new String(bytes(), StandardCharsets.UTF_8).replaceAll("ey[A-Za-z0-9._-]{60,}", "TOKEN");
    String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "… " + text.length();
    return operation + " as " + who + " " + damage + "\n" + shown;
  }
}
