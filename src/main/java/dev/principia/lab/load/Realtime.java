package dev.principia.lab.load;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Four clients who follow the same changes of one account at the same time, each in its way, and
/// what that costs: requests, bytes as they go over the wire, and how late each change is known.
///
/// @param port of the event-loop server, which alone has the WebSocket
/// @param token of the account
/// @param change makes one change, and returns when it is stored
/// @param pause on average between two changes, and always between two polls
public record Realtime(int port, String token, Change change, Duration pause) {
  private static final long PATIENCE_SECONDS = 30;

  /// Makes a change.
  @FunctionalInterface
  public interface Change {
    /// @param turn from 0
    void make(int turn) throws Exception;
  }

  /// What one way has cost.
  ///
  /// @param sent bytes from the client, [#received] bytes to it
  /// @param delays in ms from a change's request until the client knew of it, in order
  public record Cost(String way, int requests, long sent, long received, List<Double> delays) {}

  /// One client: tells when it listens, then follows until it knows of all changes.
  @FunctionalInterface
  private interface Way {
    void follow(Client client) throws Exception;
  }

  /// What a client has and counts.
  private static final class Client {
    private final Wire wire;
    private final int changes;
    private final CountDownLatch listening;
    private final List<Long> known = new ArrayList<>();
    private int requests;

    Client(Wire wire, int changes, CountDownLatch listening) {
      this.wire = wire;
      this.changes = changes;
      this.listening = listening;
    }

    boolean isBehind() {
      return known.size() < changes;
    }

    void knows() {
      known.add(System.nanoTime());
    }
  }

  /// Blocks until all four know of so many changes.
  public List<Cost> follow(int changes) throws Exception {
    List<String> names = List.of("poll", "long poll", "SSE", "WebSocket");
    List<Way> ways = List.of(this::poll, this::longPoll, this::stream, this::socket);
    CountDownLatch listening = new CountDownLatch(ways.size());
    List<Client> clients = new ArrayList<>();
    List<Future<?>> followers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        for (Way way : ways) {
          Client client = new Client(new Wire(port), changes, listening);
          clients.add(client);
          followers.add(threads.submit(() -> run(way, client)));
        }
        List<Long> made = make(changes, listening);
        for (Future<?> follower : followers) {
          follower.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        return costs(names, clients, made);
      } finally {
        // Whoever still follows would be waited for.
        for (Client client : clients) {
          client.wire.close();
        }
      }
    }
  }

  private static Void run(Way way, Client client) throws Exception {
    way.follow(client);
    return null;
  }

  /// Changes come when they come: the pauses are exponential, from a fixed seed.
  private List<Long> make(int changes, CountDownLatch listening) throws Exception {
    if (!listening.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("not every client could listen");
    }
    SplittableRandom random = new SplittableRandom(26);
    List<Long> made = new ArrayList<>();
    for (int turn = 0; turn < changes; turn++) {
      TimeUnit.NANOSECONDS.sleep(
          (long) (pause.toNanos() * -Math.log(1 - random.nextDouble(0, 0.99))));
      made.add(System.nanoTime());
      change.make(turn);
    }
    return made;
  }

  private static List<Cost> costs(List<String> names, List<Client> clients, List<Long> made) {
    List<Cost> costs = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      costs.add(cost(names.get(i), clients.get(i), made));
    }
    return costs;
  }

  private static Cost cost(String name, Client client, List<Long> made) {
    List<Double> delays = new ArrayList<>();
    for (int i = 0; i < made.size(); i++) {
      delays.add((client.known.get(i) - made.get(i)) / 1e6);
    }
    return new Cost(name, client.requests, client.wire.sent(), client.wire.received(), delays);
  }

  /// Asks again and again whether there is something.
  private void poll(Client client) throws Exception {
    String position = end();
    client.listening.countDown();
    while (client.isBehind()) {
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
      position = page(client, position);
    }
  }

  /// Asks, and is answered when there is something.
  private void longPoll(Client client) throws Exception {
    String position = end();
    client.listening.countDown();
    while (client.isBehind()) {
      position = page(client, position, "Prefer: wait=20");
    }
  }

  /// Where the log ends now: what a stream says first. It is not counted.
  private String end() throws IOException {
    try (Wire wire = new Wire(port)) {
      wire.send(Opening.stream(port, token).request().strip());
      String line = wire.line();
      while (!line.startsWith("id: ")) {
        line = wire.line();
      }
      return line.substring(4);
    }
  }

  private String page(Client client, String after, String... more) throws IOException {
    ask(client.wire, "/api/v1/events?limit=100&after=" + after, more);
    client.requests++;
    JsonObject page = new JsonObject(client.wire.text(client.wire.head()));
    page.getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .filter(event -> event.getBoolean("own"))
        .forEach(event -> client.knows());
    return page.getString("nextCursor");
  }

  /// Asks once, and is told.
  private void stream(Client client) throws Exception {
    Opening opening = Opening.stream(port, token);
    client.wire.send(opening.request().strip());
    client.requests++;
    while (!client.wire.line().startsWith(opening.ready())) {
      // The head, and the size of the first chunk.
    }
    client.listening.countDown();
    while (client.isBehind()) {
      if (client.wire.line().startsWith(opening.told().strip())) {
        client.knows();
      }
    }
  }

  /// Gets a ticket, becomes another protocol, and is told.
  private void socket(Client client) throws Exception {
    Wire wire = client.wire;
    wire.send(
        "POST /api/v1/live/tickets HTTP/1.1",
        "Host: 127.0.0.1:" + port,
        "Authorization: Bearer " + token,
        "Content-Length: 0");
    String url = new JsonObject(wire.text(wire.head())).getString("url");
    Opening opening = Opening.socket(port, url);
    wire.send(opening.request().strip());
    wire.head();
    client.requests = 2;
    wire.send(opening.next().getBytes(StandardCharsets.ISO_8859_1));
    while (client.isBehind()) {
      String message = frame(wire);
      if (message.contains(opening.ready())) {
        client.listening.countDown();
      } else if (message.contains(opening.told())) {
        client.knows();
      }
    }
  }

  /// The next frame of a server, which are not masked; ours are shorter than 64 KiB.
  private static String frame(Wire wire) throws IOException {
    wire.next();
    int length = wire.next();
    return wire.text(length == 126 ? wire.next() << 8 | wire.next() : length);
  }

  private void ask(Wire wire, String path, String... more) throws IOException {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "GET " + path + " HTTP/1.1",
                "Host: 127.0.0.1:" + port,
                "Authorization: Bearer " + token));
    lines.addAll(List.of(more));
    wire.send(lines.toArray(String[]::new));
  }
}
