package dev.principia.server;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// Jetty without servlets: one thread per request, platform or virtual.
public final class JettyServer {
  /// An authority in the request line counts more than `Host` (RFC 9112, 3.2.2).
  private static final HttpCompliance COMPLIANCE =
      HttpCompliance.RFC9110.with("principia", HttpCompliance.Violation.MISMATCHED_AUTHORITY);

  private static final Duration USUAL = Duration.ofSeconds(10);

  private final Server server;
  private final ServerConnector connector;
  private final GracefulHandler requests;
  private final Duration drain;

  /// @param threads the most platform threads; with `virtual` they only accept and select
  /// @param drain how long a shutdown waits for requests in flight
  public JettyServer(
      BlockingRoutes routes, String host, int port, int threads, boolean virtual, Duration drain) {
    this(
        host,
        port,
        pool(threads, virtual),
        drain,
        routes.limits().patience(),
        new JettyRequests(routes));
    server.setErrorHandler(new JettyRequests.Unreadable(routes));
  }

  /// The management port: a server of its own, with a few threads.
  public JettyServer(Management management, String host, int port) {
    this(host, port, pool(8, false), Duration.ZERO, USUAL, new Probes(management));
  }

  /// A ladder on platform threads; Jetty has no router, so its second part costs nothing.
  public JettyServer(Ladder ladder, String host, int port, int threads) {
    this(host, port, pool(threads, false), Duration.ZERO, USUAL, new Rungs(ladder));
  }

  private JettyServer(
      String host,
      int port,
      QueuedThreadPool pool,
      Duration drain,
      Duration patience,
      Handler handler) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    http.setRequestHeaderSize(16 * 1024);
    // The chain itself refuses hostile paths, alike on both servers.
    http.setUriCompliance(UriCompliance.UNSAFE);
    http.setHttpCompliance(COMPLIANCE);
    server = new Server(pool);
    connector = new ServerConnector(server, new JettyConnections(http, patience));
    connector.setHost(host);
    connector.setPort(port);
    // Not the request's idle timeout: ending with a request it would undo the short one of a
    // shutdown.
    connector.setIdleTimeout(60_000);
    server.addConnector(connector);
    this.drain = drain;
    requests = new GracefulHandler(handler);
    server.setHandler(requests);
    server.setStopTimeout(0);
  }

  private static QueuedThreadPool pool(int threads, boolean virtual) {
    QueuedThreadPool pool = new QueuedThreadPool(threads);
    pool.setName("http");
    if (virtual) {
      pool.setVirtualThreadsExecutor(
          Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory()));
    }
    return pool;
  }

  /// Listens and answers the port.
  public int start() throws Exception {
    server.start();
    return connector.getLocalPort();
  }

  /// Stops accepting, waits for requests in flight, and ends the threads. Jetty's own way would
  /// wait for idle connections too, for one of forty or so until the end of the drain.
  public void stop() throws Exception {
    connector.close();
    try {
      requests.shutdown().get(drain.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // They had their time.
    } finally {
      server.stop();
    }
  }

  /// Platform threads that are at work now.
  public int busyThreads() {
    return server.getThreadPool() instanceof QueuedThreadPool pool ? pool.getBusyThreads() : 0;
  }

  static void head(Response response, Answer answer) {
    response.setStatus(answer.status());
    for (Map.Entry<String, String> header : answer.headers()) {
      response.getHeaders().add(header.getKey(), header.getValue());
    }
  }

  static void write(Response response, Answer answer, Callback callback) {
    head(response, answer);
    ByteBuffer body = ByteBuffer.wrap(answer.sendBody() ? answer.body().getBytes() : new byte[0]);
    response.write(true, body, callback);
  }

  private static final class Rungs extends Handler.Abstract {
    private final Ladder ladder;

    Rungs(Ladder ladder) {
      this.ladder = ladder;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      write(response, ladder.climb(new JettyHead(request)), callback);
      return true;
    }
  }

  private static final class Probes extends Handler.Abstract {
    private final Management management;

    Probes(Management management) {
      this.management = management;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      String path = new JettyHead(request).path();
      write(response, management.answer(request.getMethod(), path), callback);
      return true;
    }
  }
}
