package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Clients that take nothing, beside others that take everything.
@Execution(ExecutionMode.CONCURRENT)
final class LiveSlowTest {
  private static final Duration LONG = Duration.ofSeconds(50);
  private static final int EVENTS = 2_000;

  /// A client that reads its handshake and then never again.
  private record Stopped(Socket socket) implements AutoCloseable {
    static Stopped at(Api api, String ticket) {
      try {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8 * 1024);
        int port = java.net.URI.create(api.url()).getPort();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 20_000);
        OutputStream out = socket.getOutputStream();
        out.write(
            Wire.head(
                    "GET /api/v1/live?ticket=" + ticket + " HTTP/1.1",
                    "Host: principia.test",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "Sec-WebSocket-Version: 13")
                .getBytes(StandardCharsets.US_ASCII));
        assertEquals('H', socket.getInputStream().read());
        out.write(frame("{\"type\":\"subscribe\",\"topic\":\"account\"}"));
        out.flush();
        return new Stopped(socket);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /// A text frame, masked with zeros (RFC 6455, 5.2).
    private static byte[] frame(String text) {
      byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
      byte[] frame = new byte[6 + payload.length];
      frame[0] = (byte) 0x81;
      frame[1] = (byte) (0x80 | payload.length);
      System.arraycopy(payload, 0, frame, 6, payload.length);
      return frame;
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

  @Test
  @Proves("26.6")
  void clientsThatTakeNothingAreClosedAndTheOthersAreToldEverything() {
    assertTrue(stopped(10, EVENTS) > 0);
  }

  @Test
  @Tag("drill")
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  @Proves("26.6")
  void theHeapStaysFlatWithTwoHundredOfThem() {
    long used = stopped(200, EVENTS);
    assertTrue(used < 64L << 20, () -> used + " bytes for what 200 clients have not taken");
  }

  /// How much more memory was used, after a collection, while the clients were behind than before.
  private static long stopped(int clients, int events) {
    Map<String, String> many = Map.of("live-per-account", "1000", "live-heartbeat", "60000");
    try (App app = Server.EVENT_LOOP.another(many)) {
      Person ada = Person.signedUp(Server.EVENT_LOOP.api());
      Api api = Api.on(app.port());
      Api management = Api.on(app.managementPort());
      List<Stopped> stopped = new ArrayList<>();
      try (LiveClient healthy = LiveClient.of(ada.at(api))) {
        healthy.subscribe("account").next("ack");
        for (int i = 0; i < clients; i++) {
          stopped.add(Stopped.at(api, LiveClient.ticket(ada)));
        }
        awaitConnections(management, clients + 1);
        long before = used();
        happen(ada.id(), events);
        Until.within(
            LONG,
            "dropped",
            () -> figure(management, "live_messages_total{outcome=\"dropped\"}") > 0);
        long behind = used();
        Until.within(LONG, "all events", () -> healthy.events("account").size() == events);
        Until.within(
            LONG,
            "closed",
            () -> figure(management, "live_closed_total{reason=\"too_slow\"}") == clients);
        awaitConnections(management, 1);
        return Math.max(1, behind - before);
      } finally {
        stopped.forEach(Stopped::close);
      }
    }
  }

  private static void awaitConnections(Api management, int count) {
    Until.within(
        LONG,
        count + " connections",
        () -> figure(management, "live_connections{kind=\"websocket\"}") == count);
  }

  static double figure(Api management, String name) {
    Matcher line =
        Pattern.compile("(?m)^" + Pattern.quote(name) + " ([0-9.E+-]+)$")
            .matcher(management.get("/metrics").text());
    return line.find() ? Double.parseDouble(line.group(1)) : 0;
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /// So many events of the account, of 6 KB each.
  private static void happen(UUID account, int events) {
    AccountsApiTest.text(
        """
        with happened as (
          insert into events (id, type, account_id, private, data, request)
          select gen_random_uuid(), 'import.finished', $1, true,
                 jsonb_build_object('report', repeat('x', 6000)), ''
            from generate_series(1, %d)
          returning 1)
        select count(*)::text as text from happened
        """
            .formatted(events),
        account);
  }
}
