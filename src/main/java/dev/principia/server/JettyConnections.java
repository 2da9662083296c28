package dev.principia.server;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.jspecify.annotations.Nullable;

/// Connections on which a head may not take for ever: one that trickles in for longer than the
/// patience is refused (408) with the next of its bytes; one that stays away altogether, by the
/// connection's idle time.
final class JettyConnections extends HttpConnectionFactory {
  private final long patience;

  JettyConnections(HttpConfiguration http, Duration patience) {
    super(http);
    this.patience = patience.toNanos();
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    return configure(new Strict(getHttpConfiguration(), connector, endPoint), connector, endPoint);
  }

  private final class Strict extends HttpConnection {
    private HttpConnection.@Nullable RequestHandler handler;

    Strict(HttpConfiguration http, Connector connector, EndPoint endPoint) {
      super(http, connector, endPoint);
    }

    /// Both are called by the constructor of the connection, this one first.
    @Override
    protected HttpConnection.RequestHandler newRequestHandler() {
      HttpConnection.RequestHandler made = super.newRequestHandler();
      handler = made;
      return made;
    }

    @Override
    protected HttpParser newHttpParser(HttpCompliance compliance) {
      int largest = getHttpConfiguration().getRequestHeaderSize();
      return new Parser(Objects.requireNonNull(handler), largest, compliance);
    }
  }

  private final class Parser extends HttpParser {
    private long begun;

    Parser(HttpParser.RequestHandler handler, int largest, HttpCompliance compliance) {
      super(handler, largest, compliance);
    }

    @Override
    public boolean parseNext(ByteBuffer bytes) {
      if (isStart()) {
        begun = 0;
      }
      if (inHeaderState() && bytes.hasRemaining()) {
        long now = System.nanoTime();
        begun = begun == 0 ? now : begun;
        if (now - begun > patience) {
          bytes.position(bytes.limit());
          badMessage(new HttpException.RuntimeException(408, "a head that takes too long"));
          return true;
        }
      }
      return super.parseNext(bytes);
    }
  }
}
