package dev.principia.server;

import dev.principia.contract.BlockingSource;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Writes an answer whose body is made meanwhile, on the thread of its request, which waits while
/// the client takes nothing.
final class JettyStream {
  private final BlockingRoutes routes;
  private final Exchange exchange;
  private final Response response;
  private final Callback callback;

  JettyStream(BlockingRoutes routes, Exchange exchange, Response response, Callback callback) {
    this.routes = routes;
    this.exchange = exchange;
    this.response = response;
    this.callback = callback;
  }

  void write(Answer answer) {
    JettyServer.head(response, answer);
    BlockingSource source = (BlockingSource) answer.stream().orElseThrow();
    Counting out = new Counting(Content.Sink.asOutputStream(response));
    try {
      source.writeTo(out);
      out.close();
      routes.finished(exchange, answer.status(), out.bytes);
      callback.succeeded();
    } catch (IOException gone) {
      routes.finished(exchange, Chain.CLIENT_CLOSED, out.bytes);
      callback.failed(gone);
    } catch (RuntimeException e) {
      brokenOff(e, out.bytes);
    }
  }

  /// A problem when nothing of the body was sent, else the connection is closed, and the client
  /// sees that the last chunk is missing.
  private void brokenOff(RuntimeException failure, long bytes) {
    Answer problem = routes.failed(exchange, failure);
    if (response.isCommitted()) {
      routes.finished(exchange, problem.status(), bytes);
      callback.failed(failure);
    } else {
      response.reset();
      routes.finished(exchange, problem.status(), problem.body().length());
      JettyServer.write(response, problem, callback);
    }
  }

  private static final class Counting extends FilterOutputStream {
    private long bytes;

    Counting(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] piece, int offset, int length) throws IOException {
      out.write(piece, offset, length);
      bytes += length;
    }
  }
}
