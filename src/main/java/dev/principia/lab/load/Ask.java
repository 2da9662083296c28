package dev.principia.lab.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// One kind of request, as the bytes that go on the wire.
///
/// @param variants that take turns: other lessons, another status
/// @param status of a good answer
/// @param share of all requests, as a weight
public record Ask(List<ByteBuf> variants, int status, double share) {
  /// @param body empty for none
  public static Ask of(
      String method,
      String path,
      Map<String, String> headers,
      String body,
      int status,
      double share) {
    StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    if (content.length > 0) {
      head.append("Content-Type: application/json\r\n");
      head.append("Content-Length: " + content.length + "\r\n");
    }
    byte[] top = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    // Not of an allocator: nobody gives it back, it lasts as long as the run.
    ByteBuffer bytes = ByteBuffer.allocateDirect(top.length + content.length);
    ByteBuf shared = Unpooled.wrappedBuffer(bytes.put(top).put(content).flip());
    return new Ask(List.of(shared.asReadOnly()), status, share);
  }

  /// One kind whose requests take turns; the first says which status is good and how many there
  /// are.
  public static Ask inTurns(List<Ask> all) {
    List<ByteBuf> variants = all.stream().flatMap(each -> each.variants.stream()).toList();
    return new Ask(variants, all.getFirst().status, all.getFirst().share);
  }

  public static Ask get(String path) {
    return of("GET", path, Map.of("Host", "127.0.0.1"), "", 200, 1);
  }
}
