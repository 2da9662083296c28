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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// The requests of a scenario for one server, and what it answers to each.
public record Asks(Place place, Target target) {
  private static final String CURSOR = "&cursor={cursor}";
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /// For the generator.
  List<Ask> of(Scenario scenario) throws IOException, InterruptedException {
    String token = needsToken(scenario) ? token() : "";
    List<Ask> asks = new ArrayList<>();
    for (Scenario.Stream stream : scenario.streams()) {
      List<Ask> turns = new ArrayList<>();
      for (Scenario.Stream each : spelledOut(stream, token)) {
        turns.add(ask(each, token, stream.perSecond() / scenario.perSecond()));
      }
      asks.add(Ask.inTurns(turns));
    }
    return asks;
  }

  private Ask ask(Scenario.Stream stream, String token, double share) {
    Map<String, String> headers = headers(stream, token);
    return Ask.of(stream.method(), stream.path(), headers, stream.body(), stream.status(), share);
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

  /// The stream once for each combination of its variants, with everything in its place.
  private List<Scenario.Stream> spelledOut(Scenario.Stream stream, String token)
      throws IOException, InterruptedException {
    List<Scenario.Stream> all = List.of(known(stream, token));
    for (Map.Entry<String, List<String>> variant : stream.variants().entrySet()) {
      List<Scenario.Stream> before = all;
      String name = "{" + variant.getKey() + "}";
      all =
          variant.getValue().stream()
              .flatMap(value -> before.stream().map(each -> each.with(name, value)))
              .toList();
    }
    return all;
  }

  private Scenario.Stream known(Scenario.Stream stream, String token)
      throws IOException, InterruptedException {
    Scenario.Stream known =
        stream.with("{email}", place.email()).with("{password}", place.password());
    if (!stream.path().contains(CURSOR)) {
      return known;
    }
    Stock stock = new Stock(target, token);
    return known.with("{cursor}", stock.cursor(stream.path().replace(CURSOR, "")));
  }

  /// The demo learner's, from a sign-in.
  String token() throws IOException, InterruptedException {
    String body = JsonObject.of("email", place.email(), "password", place.password()).encode();
    HttpRequest signIn =
        HttpRequest.newBuilder(Place.url(target.port(), "/api/v1/sessions"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    String answer = HTTP.send(signIn, BodyHandlers.ofString()).body();
    return new JsonObject(answer).getString("accessToken");
  }

  /// Makes what the scenarios ask for, unless it is there.
  public void stock() throws IOException, InterruptedException {
    new Stock(target, token()).fill();
  }

  /// What must be the same on every arm: the status, the type, and the bytes, or the names of the
  /// members where the values are new each time. Of variants the first is asked.
  public String golden(Scenario.Stream asked) throws IOException, InterruptedException {
    String token = asked.signedIn() ? token() : "";
    Scenario.Stream stream = spelledOut(asked, token).getFirst();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(Place.url(target.port(), stream.path()))
            .header("Accept", "application/json")
            .method(stream.method(), BodyPublishers.ofString(stream.body()));
    if (!stream.body().isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (stream.signedIn()) {
      request.header("Authorization", "Bearer " + token);
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
