package dev.principia.lab.run;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What scenarios read and write besides the public course: a course of the demo learner with 120
/// lessons and a note of each. It is made through the API, once for each database.
record Stock(Target target, String token) {
  private static final int LESSONS = 120;
  private static final String COURSE = "/api/v1/courses/concurrency-lab";
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /// Makes what is missing.
  void fill() throws IOException, InterruptedException {
    if (send(request(note(LESSONS)).GET()).statusCode() == 200) {
      return;
    }
    require(
        send(
            request("/api/v1/courses/imports")
                .header("Content-Type", "text/markdown")
                .header("Idempotency-Key", "concurrency-lab")
                .POST(BodyPublishers.ofString(outline()))));
    for (int lesson = 1; lesson <= LESSONS; lesson++) {
      require(
          send(
              request(note(lesson))
                  .header("Content-Type", "application/json")
                  .header("If-None-Match", "*")
                  .PUT(BodyPublishers.ofString(content(lesson)))));
    }
  }

  /// Where the second page begins of the list that is asked for.
  String cursor(String list) throws IOException, InterruptedException {
    return new JsonObject(send(request(list).GET()).body()).getString("nextCursor", "");
  }

  private static String note(int lesson) {
    return COURSE + "/lessons/" + lesson + "/note";
  }

  private static String outline() {
    return IntStream.rangeClosed(1, LESSONS)
        .mapToObj(each -> "- [ ] " + each + ". What is measured, part " + each)
        .collect(Collectors.joining("\n", "# Concurrency Lab\n\n### Parts\n", "\n"));
  }

  private static String content(int lesson) {
    return JsonObject.of(
            "body", "What part " + lesson + " has shown.", "tags", JsonArray.of("lab", "part"))
        .encode();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(Place.url(target.port(), path))
        .header("Accept", "application/json")
        .header("Authorization", "Bearer " + token);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  /// 412 is the note of an earlier start that was ended halfway.
  private static void require(HttpResponse<String> answer) {
    if (answer.statusCode() >= 400 && answer.statusCode() != 412) {
      throw new IllegalStateException(answer.uri() + ": " + answer.body());
    }
  }
}
