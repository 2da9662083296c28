package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A client of the event stream, as browsers are one: it reads blocks of lines until it is closed.
final class OpenStream implements AutoCloseable {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final HttpResponse<InputStream> response;
  private final List<JsonObject> events = new CopyOnWriteArrayList<>();
  private volatile String lastId = "";
  private final AtomicInteger retries = new AtomicInteger();
  private volatile boolean over;

  private OpenStream(HttpResponse<InputStream> response) {
    this.response = response;
    Thread.ofVirtual().start(this::read);
  }

  /// Opened and accepted.
  ///
  /// @param query behind the path, with its question mark
  static OpenStream of(Person person, String query, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(person.api().url() + Api.V1 + "/events/stream" + query))
            .timeout(Duration.ofSeconds(20));
    String[] all = person.signed(headers);
    for (int i = 0; i < all.length; i += 2) {
      request.header(all[i], all[i + 1]);
    }
    try {
      OpenStream stream = new OpenStream(HTTP.send(request.build(), BodyHandlers.ofInputStream()));
      assertEquals(200, stream.response.statusCode());
      Until.within(Duration.ofSeconds(10), "the first block", () -> !stream.lastId.isEmpty());
      return stream;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      String id = lastId;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("retry: ")) {
          retries.incrementAndGet();
        } else if (line.startsWith("data: ")) {
          events.add(new JsonObject(line.substring(6)));
        } else if (line.isEmpty()) {
          lastId = id;
        }
      }
    } catch (IOException e) {
      // Closed, by either side.
    }
    over = true;
  }

  Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }

  /// What has come so far.
  List<JsonObject> events() {
    return List.copyOf(events);
  }

  List<String> types() {
    return events.stream().map(event -> event.getString("type")).toList();
  }

  List<Long> sequences() {
    return events.stream().map(event -> Long.valueOf(event.getString("sequence"))).toList();
  }

  /// The `id` of the last block that has come in full.
  String lastId() {
    return lastId;
  }

  /// How often the server has said when to come back.
  int retries() {
    return retries.get();
  }

  boolean isOver() {
    return over;
  }

  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
