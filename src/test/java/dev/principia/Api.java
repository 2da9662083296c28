package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.contract.Contract;
import dev.principia.contract.Media;
import dev.principia.contract.Operation;
import dev.principia.contract.Route;
import dev.principia.contract.Schema;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A client that holds every reply against the contract: its status and media type must be
/// documented for the operation, and its body must be of the documented form. No error may tell how
/// the program is made.
public final class Api {
  /// The prefix of all operations.
  public static final String V1 = "/api/v1";

  private static final Contract CONTRACT = Contract.load(Set.of("lab"));
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private final String url;

  Api(String url) {
    this.url = url;
  }

  /// A client of the server on this port of this machine.
  static Api on(int port) {
    return new Api("http://127.0.0.1:" + port);
  }

  /// Where the server is.
  String url() {
    return url;
  }

  /// A reply that has been held against the contract.
  public record Answer(HttpResponse<byte[]> response) {
    public int status() {
      return response.statusCode();
    }

    public String text() {
      return new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
    }

    public JsonObject json() {
      return new JsonObject(text());
    }

    public Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }

    /// The header's value; the test fails when it is missing.
    public String need(String name) {
      return header(name).orElseThrow(() -> new AssertionError("no " + name + " in " + response));
    }

    /// The same reply when it has this status; the test fails with its body otherwise.
    public Answer is(int status) {
      assertEquals(status, status(), this::text);
      return this;
    }

    /// The same reply when it is a problem of this type.
    public Answer problem(int status, String type) {
      is(status);
      assertEquals("/problems/" + type, json().getString("type"), this::text);
      return this;
    }

    /// The defects of a problem, as `place code`, in their order.
    public List<String> defects() {
      return json().getJsonArray("errors").stream()
          .map(JsonObject.class::cast)
          .map(each -> place(each) + " " + each.getString("code"))
          .toList();
    }

    private static String place(JsonObject defect) {
      return Optional.ofNullable(defect.getString("pointer"))
          .or(() -> Optional.ofNullable(defect.getString("parameter")))
          .orElseGet(() -> "line " + defect.getInteger("line"));
    }
  }

  /// `headers` alternate names and values.
  public Answer get(String path, String... headers) {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  public Answer head(String path, String... headers) {
    return send("HEAD", path, BodyPublishers.noBody(), headers);
  }

  public Answer post(String path, JsonObject body, String... headers) {
    return sendJson("POST", path, body, headers);
  }

  public Answer patch(String path, JsonObject body, String... headers) {
    return sendJson("PATCH", path, body, headers);
  }

  public Answer put(String path, JsonObject body, String... headers) {
    return sendJson("PUT", path, body, headers);
  }

  public Answer delete(String path, String... headers) {
    return send("DELETE", path, BodyPublishers.noBody(), headers);
  }

  private Answer sendJson(String method, String path, JsonObject body, String... headers) {
    String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Content-Type";
    all[headers.length + 1] = "application/json";
    return send(method, path, BodyPublishers.ofString(body.encode()), all);
  }

  public Answer send(String method, String path, BodyPublisher body, String... headers) {
    try {
      return checked(HTTP.send(request(method, path, body, headers), BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new AssertionError(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// The same without waiting.
  public CompletableFuture<Answer> sendAsync(
      String method, String path, BodyPublisher body, String... headers) {
    return HTTP.sendAsync(request(method, path, body, headers), BodyHandlers.ofByteArray())
        .thenApply(Api::checked);
  }

  private HttpRequest request(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(Duration.ofSeconds(30))
            .method(method, body);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request.build();
  }

  private static Answer checked(HttpResponse<byte[]> response) {
    Answer answer = new Answer(response);
    HttpRequest request = response.request();
    if (answer.status() >= 400) {
      Leaks.none(answer.text());
    }
    if (CONTRACT.route(request.method(), request.uri().getRawPath()) instanceof Route.Found found) {
      check(found.operation(), answer, request.method().equals("HEAD"));
    }
    return answer;
  }

  private static void check(Operation operation, Answer answer, boolean head) {
    int status = answer.status();
    assertTrue(
        operation.statuses().contains(status),
        () -> operation.id() + " does not document " + status + ": " + answer.text());
    int statements = statements(answer.need("Server-Timing"));
    assertTrue(
        statements <= operation.statements(),
        () -> operation.id() + " may run " + operation.statements() + ", ran " + statements);
    if (status == 304 || status == 204 || head) {
      assertEquals(0, answer.response().body().length);
      return;
    }
    String type = Media.bare(answer.need("Content-Type"));
    Schema schema = operation.responses().get(status + " " + type);
    assertNotNull(schema, () -> operation.id() + " does not document " + status + " " + type);
    Object body =
        type.endsWith("json") && !type.endsWith("ndjson")
            ? Json.decodeValue(answer.text())
            : answer.text();
    assertEquals(List.of(), schema.check(body), () -> operation.id() + ": " + answer.text());
  }

  /// How many statements the answer took: `db;dur=0.81;desc="1"`.
  static int statements(String timing) {
    Matcher count = Pattern.compile("db;dur=[0-9.]+;desc=\"([0-9]+)\"").matcher(timing);
    assertTrue(count.find(), timing);
    return Integer.parseInt(count.group(1));
  }
}
