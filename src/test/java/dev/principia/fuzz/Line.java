package dev.principia.fuzz;

import dev.principia.Wire;
import io.vertx.core.buffer.Buffer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A connection to a server that sends whatever it is given, one request after the other, and opens
/// itself again when it was closed. One thread.
public final class Line implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 15_000;

  private final int port;
  private @Nullable Socket socket;
  private @Nullable InputStream in;

  public Line(int port) {
    this.port = port;
  }

  /// The answer to the request.
  ///
  /// @throws IOException when none comes
  public Answer ask(Request request) throws IOException {
    boolean fresh = socket == null;
    try {
      return exchange(request);
    } catch (IOException e) {
      close();
      if (fresh) {
        throw e;
      }
      // The server may have closed an idle connection in the same moment.
      return exchange(request);
    }
  }

  private Answer exchange(Request request) throws IOException {
    long start = System.nanoTime();
    InputStream answers = open();
    write(request.bytes());
    Answer answer = read(answers, request.isHead(), start);
    boolean over =
        answer.endless()
            || answer.status() == 101
            || answer
                .header("Connection")
                .filter(each -> each.equalsIgnoreCase("close"))
                .isPresent();
    if (over) {
      close();
    }
    return answer;
  }

  private InputStream open() throws IOException {
    if (socket != null && in != null) {
      return in;
    }
    Socket fresh = new Socket();
    fresh.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
    fresh.setSoTimeout(PATIENCE_MILLIS);
    fresh.setTcpNoDelay(true);
    socket = fresh;
    InputStream answers = new BufferedInputStream(fresh.getInputStream());
    in = answers;
    return answers;
  }

  /// A server that refuses by the head may close before it has taken the body; its answer counts.
  private void write(byte[] bytes) {
    try {
      if (socket != null) {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
      }
    } catch (IOException e) {
      // The answer is still to be read.
    }
  }

  private static Answer read(InputStream in, boolean head, long start) throws IOException {
    String status = Wire.line(in);
    List<String> headers = new ArrayList<>();
    for (String line = Wire.line(in); !line.isEmpty(); line = Wire.line(in)) {
      headers.add(line);
    }
    int code = Integer.parseInt(status.split(" ", 3)[1]);
    if (code == 100) {
      return read(in, head, start);
    }
    Answer answer = new Answer(code, headers, Buffer.buffer(), false, 0);
    boolean endless =
        !head && answer.header("Content-Type").orElse("").startsWith("text/event-stream");
    boolean empty = head || endless || code == 204 || code == 304 || code == 101;
    byte[] body = empty ? new byte[0] : body(in, answer);
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    return new Answer(code, headers, Buffer.buffer(body), endless, millis);
  }

  private static byte[] body(InputStream in, Answer head) throws IOException {
    if (head.header("Transfer-Encoding").orElse("").equalsIgnoreCase("chunked")) {
      return chunks(in);
    }
    String length = head.header("Content-Length").orElse("");
    byte[] body = length.isEmpty() ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length));
    if (!length.isEmpty() && body.length < Integer.parseInt(length)) {
      throw new IOException("the body ended after " + body.length + " bytes");
    }
    return body;
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = size(in); size > 0; size = size(in)) {
      body.writeBytes(in.readNBytes(size));
      Wire.line(in);
    }
    Wire.line(in);
    return body.toByteArray();
  }

  private static int size(InputStream in) throws IOException {
    return Integer.parseInt(Wire.line(in).replaceAll(";.*", "").strip(), 16);
  }

  @Override
  public void close() throws IOException {
    Socket old = socket;
    socket = null;
    in = null;
    if (old != null) {
      old.close();
    }
  }
}
