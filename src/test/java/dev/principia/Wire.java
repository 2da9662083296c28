package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A bare connection: sends bytes that no HTTP client would send, and reads what comes back.
public final class Wire implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;

  Wire(int port) {
    socket = new Socket();
    try {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// An answer as it came.
  record Answer(int status, List<String> headers, String body) {
    Optional<String> header(String name) {
      String prefix = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
          .map(line -> line.substring(prefix.length()).strip())
          .findFirst();
    }

    /// The same answer when it is a problem of this type, as every answer to a request must be:
    /// with the headers that are always there.
    Answer problem(int status, String type) {
      assertEquals(status, this.status, this::toString);
      assertEquals("application/problem+json", header("Content-Type").orElse(""), this::toString);
      assertEquals("nosniff", header("X-Content-Type-Options").orElse(""), this::toString);
      JsonObject problem = new JsonObject(body);
      assertEquals("/problems/" + type, problem.getString("type"), this::toString);
      assertEquals(header("X-Request-Id").orElseThrow(), problem.getString("requestId"));
      return this;
    }
  }

  /// A request's head of these lines, each character one byte.
  static String head(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  /// One exchange on a connection of its own.
  static Answer ask(int port, String request) {
    try (Wire wire = new Wire(port)) {
      return wire.send(request).read();
    }
  }

  /// A server may close the connection before it has taken everything: its answer is what counts.
  Wire send(String bytes) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    } catch (IOException e) {
      // The answer is still to be read.
    }
    return this;
  }

  Answer read() {
    try {
      InputStream in = socket.getInputStream();
      String statusLine = line(in);
      List<String> headers = new ArrayList<>();
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        headers.add(line);
      }
      String[] parts = statusLine.split(" ", 3);
      Answer head = new Answer(Integer.parseInt(parts[1]), headers, "");
      int length = head.header("Content-Length").map(Integer::parseInt).orElse(0);
      byte[] body = in.readNBytes(length);
      return new Answer(head.status(), headers, new String(body, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    }
  }

  /// All that comes until the server ends the connection.
  String rest() {
    try {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the connection stays open", e);
    } catch (IOException reset) {
      return "";
    }
  }

  /// Whether the server ends the connection, within the patience of a test.
  boolean isClosed() {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException reset) {
      return !(reset instanceof SocketTimeoutException);
    }
  }

  /// The next line without its end, which may be LF alone.
  public static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("the connection ended after: " + line);
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
