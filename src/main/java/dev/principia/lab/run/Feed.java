package dev.principia.lab.run;

import dev.principia.lab.load.Opening;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The demo learner's changes on one server: who listens to them, and how one is made.
///
/// @param token the learner's
record Feed(Target target, String token) {
  private static final String PROGRESS = "/api/v1/courses/concurrency-lab/lessons/1/progress";
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /// How they are told of.
  enum Kind {
    SSE,
    WEBSOCKET;

    String id() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// So many more who begin to listen. A ticket opens one socket, so each needs its own.
  List<Opening> openings(Kind kind, int count) throws IOException, InterruptedException {
    List<Opening> openings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      openings.add(kind == Kind.SSE ? stream() : socket());
    }
    return openings;
  }

  private Opening stream() {
    String request =
        head("/api/v1/events/stream", "Accept: text/event-stream", "Authorization: " + bearer());
    return new Opening(request, "", "retry:", "\ndata:");
  }

  private Opening socket() throws IOException, InterruptedException {
    String ticket =
        new JsonObject(
                send(request("/api/v1/live/tickets").POST(BodyPublishers.noBody()), 201).body())
            .getString("url");
    String request =
        head(
            ticket,
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13");
    String subscribe = frame("{\"type\":\"subscribe\",\"topic\":\"account\"}");
    return new Opening(request, subscribe, "\"ack\"", "\"event\",");
  }

  private String head(String path, String... headers) {
    return "GET "
        + path
        + " HTTP/1.1\r\nHost: 127.0.0.1:"
        + target.port()
        + "\r\n"
        + String.join("\r\n", headers)
        + "\r\n\r\n";
  }

  /// A short text frame, masked with zeros (RFC 6455, 5.2).
  private static String frame(String text) {
    byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
    byte[] frame = new byte[6 + payload.length];
    frame[0] = (byte) 0x81;
    frame[1] = (byte) (0x80 | payload.length);
    System.arraycopy(payload, 0, frame, 6, payload.length);
    return new String(frame, StandardCharsets.ISO_8859_1);
  }

  /// Makes a change of which all listeners are told; returns when it is stored.
  ///
  /// @param turn counts the changes: two in a row must differ
  void change(int turn) throws IOException, InterruptedException {
    String status = turn % 2 == 0 ? "completed" : "in_progress";
    send(
        request(PROGRESS)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(JsonObject.of("status", status).encode())),
        200);
  }

  private String bearer() {
    return "Bearer " + token;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(Place.url(target.port(), path))
        .header("Accept", "application/json")
        .header("Authorization", bearer());
  }

  private static HttpResponse<String> send(HttpRequest.Builder request, int status)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() != status) {
      throw new IllegalStateException(answer.uri() + ": " + answer.body());
    }
    return answer;
  }
}
