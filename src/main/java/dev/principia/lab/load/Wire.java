package dev.principia.lab.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// One connection to this machine that counts every byte. For a thread that waits.
final class Wire implements Closeable {
  private final Socket socket;
  private final OutputStream out;
  private final InputStream in;
  private long sent;
  private long received;

  Wire(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    out = socket.getOutputStream();
    in = new BufferedInputStream(socket.getInputStream());
  }

  long sent() {
    return sent;
  }

  long received() {
    return received;
  }

  void send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    sent += bytes.length;
  }

  /// A request without a body, up to the empty line.
  void send(String... lines) throws IOException {
    send((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  /// The next line, without its end.
  String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = next(); next != '\n'; next = next()) {
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  int next() throws IOException {
    int next = in.read();
    if (next < 0) {
      throw new EOFException("the server has closed");
    }
    received++;
    return next;
  }

  String text(int bytes) throws IOException {
    byte[] text = in.readNBytes(bytes);
    received += text.length;
    if (text.length < bytes) {
      throw new EOFException("the server has closed");
    }
    return new String(text, StandardCharsets.UTF_8);
  }

  /// Reads the head of an answer; its length, or 0.
  int head() throws IOException {
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    return length;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
