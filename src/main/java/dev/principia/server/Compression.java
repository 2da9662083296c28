package dev.principia.server;

import dev.principia.contract.Head;
import dev.principia.contract.Media;
import dev.principia.contract.Reply;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Which bodies are sent in gzip (RFC 9110, 8.4), alike on both servers.
///
/// Not compressed are small bodies, for which it costs more than it saves; pictures and other types
/// that are compressed already; parts of a file; and answers that nobody may store: they hold
/// secrets, whose length must not be measurable beside text that an attacker chose (BREACH).
final class Compression {
  static final String SUFFIX = "-gzip";

  private static final int SMALLEST = 1024;
  private static final Set<String> TYPES =
      Set.of(
          "application/json",
          "application/yaml",
          "application/javascript",
          "application/xml",
          "image/svg+xml");

  private Compression() {}

  /// Whether a body of this type may be compressed for whoever accepts it: its answers vary by what
  /// is accepted.
  static boolean fits(Reply.Bytes reply) {
    String bare = Media.bare(reply.mediaType());
    return TYPES.contains(bare)
        || bare.endsWith("+json")
        || (bare.startsWith("text/") && !bare.equals("text/event-stream"));
  }

  /// Whether this body is compressed in this answer; see [#fits].
  static boolean applies(Head head, Reply.Bytes reply) {
    return reply.body().length() >= SMALLEST
        && reply.status() != 206
        && fits(reply)
        && !reply.headers().contains(Map.entry("Cache-Control", "no-store"))
        && accepts(head.header("Accept-Encoding").orElse(""));
  }

  /// RFC 9110, 12.5.3; no header accepts what is not encoded, and that is what it gets.
  static boolean accepts(String header) {
    boolean any = false;
    for (String each : header.split(",", 33)) {
      String coding = Media.bare(each);
      boolean wanted = Media.weight(each) > 0;
      if (coding.equals("gzip") || coding.equals("x-gzip")) {
        return wanted;
      }
      any |= wanted && coding.equals("*");
    }
    return any;
  }

  /// The validator of the compressed form: of the same version, and not the same bytes.
  static String etag(String etag) {
    return etag.substring(0, etag.length() - 1) + SUFFIX + '"';
  }

  /// The body in gzip, as fast as it goes: on the whole the processor is what answers wait for.
  static Buffer gzip(Buffer body) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length() / 3);
    try (GZIPOutputStream out = new Fast(packed)) {
      out.write(body.getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Buffer.buffer(packed.toByteArray());
  }

  private static final class Fast extends GZIPOutputStream {
    Fast(ByteArrayOutputStream out) throws IOException {
      super(out, 8 * 1024);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
