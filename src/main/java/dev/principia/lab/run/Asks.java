package dev.principia.lab.run;

import dev.principia.lab.load.Ask;
import dev.principia.lab.result.Scenario;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// The requests of a scenario for one server, and what it answers to each.
public record Asks(Place place, Target target) {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /// For the generator.
  List<Ask> of(Scenario scenario) throws IOException, InterruptedException {
    String token = needsToken(scenario) ? token() : "";
    double all = scenario.perSecond();
    return scenario.streams().stream()
        .map(
            each ->
                Ask.of(
                    each.method(),
                    each.path(),
                    headers(each, token),
                    body(each),
                    each.status(),
                    each.perSecond() / all))
        .toList();
  }

  private static boolean needsToken(Scenario scenario) {
    return scenario.streams().stream().anyMatch(Scenario.Stream::signedIn);
  }

  private Map<String, String> headers(Scenario.Stream stream, String token) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Host", "127.0.0.1:" + target.port());
    headers.put("User-Agent", "principia-lab");
    headers.put("Accept", "application/json");
    if (stream.signedIn()) {
      headers.put("Authorization", "Bearer " + token);
    }
    return headers;
  }

  private String body(Scenario.Stream stream) {
    return stream.body().replace("{email}", place.email()).replace("{password}", place.password());
  }

  private String token() throws IOException, InterruptedException {
    String body = JsonObject.of("email", place.email(), "password", place.password()).encode();
    HttpRequest signIn =
        HttpRequest.newBuilder(Place.url(target.port(), "/api/v1/sessions"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    String answer = HTTP.send(signIn, BodyHandlers.ofString()).body();
    return new JsonObject(answer).getString("accessToken");
  }

  /// What must be the same on every arm: the status, the type, and the bytes, or the names of the
  /// members where the values are new each time.
  public String golden(Scenario.Stream stream) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(Place.url(target.port(), stream.path()))
            .header("Accept", "application/json")
            .method(stream.method(), BodyPublishers.ofString(body(stream)));
    if (!stream.body().isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (stream.signedIn()) {
      request.header("Authorization", "Bearer " + token());
    }
    HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
    String body =
        stream.sameBytes() ? answer.body() : names(new JsonObject(answer.body())).toString();
    String type = answer.headers().firstValue("Content-Type").orElse("");
    return answer.statusCode() + " " + type + "\n" + body;
  }

  private static TreeSet<String> names(Object json) {
    TreeSet<String> names = new TreeSet<>();
    switch (json) {
      case JsonObject object ->
          object.forEach(
              each -> {
                names.add(each.getKey());
                names.addAll(names(each.getValue()));
              });
      case JsonArray array -> array.forEach(each -> names.addAll(names(each)));
      case null, default -> {}
    }
    return names;
  }
}
