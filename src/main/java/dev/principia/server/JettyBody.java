package dev.principia.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;

/// A request's body on a thread that waits for it, but not for longer than the client deserves: the
/// idle time that the connection may have shrinks to what is left, for as long as a read takes.
final class JettyBody extends InputStream {
  private final InputStream in;
  private final EndPoint connection;
  private final long usual;
  private final long end;

  JettyBody(Request request, Duration patience) {
    this.in = Content.Source.asInputStream(request);
    this.connection = request.getConnectionMetaData().getConnection().getEndPoint();
    this.usual = connection.getIdleTimeout();
    this.end = System.nanoTime() + patience.toNanos();
  }

  /// Throws away what comes, until the end of the body or of the patience.
  void discard() {
    try {
      skip(Long.MAX_VALUE);
    } catch (IOException e) {
      // Late or gone: the connection is closed either way.
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
    if (left <= 0) {
      throw new SocketTimeoutException();
    }
    connection.setIdleTimeout(left);
    try {
      return in.read(bytes, offset, length);
    } catch (IOException e) {
      throw e.getCause() instanceof TimeoutException ? new SocketTimeoutException() : e;
    } finally {
      connection.setIdleTimeout(usual);
    }
  }
}
