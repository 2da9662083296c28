package dev.principia.lab.run;

import dev.principia.lab.load.Opening;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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
      openings.add(opening(kind));
    }
    return openings;
  }

  private Opening opening(Kind kind) throws IOException, InterruptedException {
    if (kind == Kind.SSE) {
      return Opening.stream(target.port(), token);
    }
    String ticket = send(request("/api/v1/live/tickets").POST(BodyPublishers.noBody()), 201).body();
    return Opening.socket(target.port(), new JsonObject(ticket).getString("url"));
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

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(Place.url(target.port(), path))
        .header("Accept", "application/json")
        .header("Authorization", "Bearer " + token);
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
