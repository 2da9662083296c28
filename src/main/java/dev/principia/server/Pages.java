package dev.principia.server;

import static java.time.temporal.ChronoUnit.DAYS;

import dev.principia.contract.Contract;
import dev.principia.contract.Digests;
import dev.principia.contract.Media;
import dev.principia.contract.ProblemType;
import dev.principia.contract.Reply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The pages beside the API: the contract, its browser, the meaning of each problem, the version.
/// All of them are made once, at start, and served from memory.
public final class Pages {
  private static final String SWAGGER = "/META-INF/resources/webjars/swagger-ui/";
  private static final String BROWSABLE =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  private final Map<String, Reply> pages = new HashMap<>();
  private final Map<String, Supplier<Reply>> changing = new HashMap<>();

  /// @param version what `/version` answers
  public Pages(Contract contract, JsonObject version) {
    add("/openapi.yaml", "application/yaml", contract.yaml());
    add("/openapi.json", Media.JSON, contract.json().toBuffer());
    add("/asyncapi.yaml", "application/yaml", resource("/asyncapi.yaml"));
    add("/version", Media.JSON, version.toBuffer());
    addDocs();
    addProblems();
  }

  /// Adds a page whose JSON changes while the program runs.
  ///
  /// @param seconds how long it may be cached
  public void addChanging(String path, int seconds, Supplier<JsonObject> json) {
    changing.put(
        path, () -> Reply.ok(json.get()).with("Cache-Control", "public, max-age=" + seconds));
  }

  /// Adds `/.well-known/security.txt` (RFC 9116): whom to tell of a weakness.
  ///
  /// @param contact a URI, such as `mailto:security@example.org`
  public void addSecurity(String contact, Clock clock) {
    changing.put(
        "/.well-known/security.txt",
        () ->
            Reply.bytes(
                    200,
                    "text/plain; charset=utf-8",
                    Buffer.buffer(
                        "Contact: %s\nExpires: %s\nPreferred-Languages: en\n"
                            .formatted(contact, clock.instant().truncatedTo(DAYS).plus(180, DAYS))))
                .with("Cache-Control", "public, max-age=3600"));
  }

  /// The page at this path as it was sent.
  Optional<Reply> find(String path) {
    return Optional.ofNullable(changing.get(path))
        .map(Supplier::get)
        .or(() -> Optional.ofNullable(pages.get(path)));
  }

  private void addDocs() {
    add("/docs", Media.HTML, resource("/docs/index.html"));
    add("/docs/init.js", "text/javascript", resource("/docs/init.js"));
    add("/docs/browser.css", "text/css", resource("/docs/browser.css"));
    add("/docs/style.css", "text/css", resource("/docs/style.css"));
    add("/docs/icon.svg", "image/svg+xml", resource("/docs/icon.svg"));
    String swagger = SWAGGER + swaggerVersion() + "/";
    add("/docs/swagger-ui.css", "text/css", resource(swagger + "swagger-ui.css"));
    add(
        "/docs/swagger-ui-bundle.js",
        "text/javascript",
        resource(swagger + "swagger-ui-bundle.js"));
  }

  private static String swaggerVersion() {
    String properties =
        resource("/META-INF/maven/org.webjars/swagger-ui/pom.properties").toString();
    return properties
        .lines()
        .filter(line -> line.startsWith("version="))
        .findFirst()
        .orElseThrow()
        .substring("version=".length());
  }

  private void addProblems() {
    StringBuilder index = new StringBuilder();
    for (ProblemType type : ProblemType.values()) {
      String meaning = code(type.meaning());
      index.append(
          "<dt><a href=\"%s\">%s</a> (%d)<dd>%s"
              .formatted(type.uri(), type.title(), type.status(), meaning));
      add(type.uri(), Media.HTML, page(type.title(), problem(type, meaning)));
    }
    add("/problems", Media.HTML, page("Problems", problems(index)));
  }

  private static String problems(CharSequence list) {
    return """
    <p>Every error of <a href="/docs">the API</a> is a document of the type
    <code>application/problem+json</code> (RFC 9457), and its <code>type</code> is one of these:
    <dl>%s</dl>
    """
        .formatted(list);
  }

  private static String problem(ProblemType type, String meaning) {
    return """
    <p>Status %d, type <code>%s</code>
    <p>%s
    <p><a href="/problems">All problems</a> · <a href="/docs">The API</a>
    """
        .formatted(type.status(), type.uri(), meaning);
  }

  private static Buffer page(String title, String body) {
    return Buffer.buffer(
        """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>%s</title>
        <link rel="icon" href="/docs/icon.svg">
        <link rel="stylesheet" href="/docs/style.css">
        <main><h1>%s</h1>%s</main>
        """
            .formatted(title, title, body));
  }

  /// Back-quoted words as code. The texts are ours and hold no markup.
  private static String code(String text) {
    StringBuilder html = new StringBuilder();
    String[] parts = text.split("`", -1);
    for (int i = 0; i < parts.length; i++) {
      html.append(i % 2 == 0 ? parts[i] : "<code>" + parts[i] + "</code>");
    }
    return html.toString();
  }

  private void add(String path, String mediaType, Buffer body) {
    Reply reply =
        Reply.bytes(200, mediaType, body).etag(digest(body)).with("Cache-Control", "no-cache");
    boolean html = mediaType.equals(Media.HTML);
    pages.put(path, html ? reply.with("Content-Security-Policy", BROWSABLE) : reply);
  }

  private static String digest(Buffer body) {
    return HexFormat.of().formatHex(Digests.sha256(body.getBytes()), 0, 8);
  }

  private static Buffer resource(String name) {
    try (InputStream in = Pages.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return Buffer.buffer(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
