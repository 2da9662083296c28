package dev.principia.fuzz;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/// Damages what stands before a body: method, path, query, headers.
final class HeadDamage {
  private static final List<String> METHODS =
      List.of("HEAD", "OPTIONS", "GET", "POST", "PUT", "PATCH", "DELETE", "BREW", "TRACE", "get");

  private static final List<String> SEGMENTS =
      List.of(
          "%00",
          "%ff",
          "%c0%af",
          "%",
          "%zz",
          "..",
          "%2e%2e",
          ".",
          "",
          "%2F",
          "a%5Cb",
          "%0d%0aX-Injected:%20yes",
          "%F0%9F%98%80",
          "0",
          "-1",
          "99999999999999999999",
          "1e3",
          ";a=b",
          "a".repeat(101),
          "a".repeat(5_000),
          "next",
          "01981f60-1f00-7a11-8c22-3d44e5f60718");

  private static final List<String> QUERIES =
      List.of(
          "limit=abc",
          "limit=0",
          "limit=101",
          "limit=99999999999999999999",
          "limit=1.5",
          "limit=",
          "limit=NaN",
          "limit=%31",
          "limit=+1",
          "cursor=x",
          "cursor=AAAA",
          "cursor=%00",
          "cursor=",
          "sort=nothing",
          "sort='",
          "a[b]=c",
          "=x",
          "&&&",
          "%zz=1",
          "a=%ff",
          "a;b=c",
          "q=%0d%0a",
          "__proto__[x]=1",
          "constructor=1",
          "x");

  private static final List<String> HEADERS =
      List.of(
          "Accept: image/png",
          "Accept: */*;q=0",
          "Accept: text/html;q=2, a/b/c",
          "Accept: ,;,",
          "Accept: " + "a/b,".repeat(500),
          "Accept: application/json;q=0.1234567",
          "If-Match: 12",
          "If-Match: W/\"1\"",
          "If-Match: \"",
          "If-Match: ,",
          "If-Match: *, \"1\"",
          "If-None-Match: \"\u00ff\"",
          "If-None-Match: W/",
          "If-Modified-Since: yesterday",
          "Range: bytes=5-1",
          "Range: bytes=-1",
          "Range: bytes=0-,0-,0-",
          "Range: lines=1-2",
          "Range: bytes=99999999999999999999-",
          "Range: bytes=0-0," + "1-1,".repeat(300),
          "If-Range: \"x\"",
          "Content-Encoding: gzip",
          "Content-Encoding: br, identity",
          "Content-Type: text/csv",
          "Content-Type: application/json; charset=utf-16",
          "Content-Type: ;",
          "Content-Type: application/json, text/plain",
          "Content-Type: ",
          "Content-Type: multipart/form-data",
          "Content-Language: \u00ff",
          "Authorization: Bearer",
          "Authorization: Bearer a.b.c",
          "Authorization: Basic Og==",
          "Authorization: Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.",
          "Authorization: \u00fc",
          "X-API-Key: pk_x",
          "X-API-Key: ' or 1=1 --",
          "Cookie: __Host-sid=x; __Host-sid=y",
          "Cookie: =;=;",
          "Idempotency-Key: ",
          "Idempotency-Key: " + "k".repeat(129),
          "Idempotency-Key: \u00e9",
          "traceparent: 00-0-0-0",
          "traceparent: ff-" + "a".repeat(500),
          "X-Request-Id: ${1787569*31}",
          "X-Request-Id: ' or 1=1",
          "Origin: null",
          "Origin: https://evil.example",
          "Access-Control-Request-Method: DELETE",
          "X-Forwarded-For: 127.0.0.1",
          "Forwarded: for=\"[::1",
          "X-HTTP-Method-Override: DELETE",
          "Accept-Encoding: gzip;q=x, *",
          "Accept-Language: " + "de,".repeat(300),
          "Prefer: return=minimal, wait=abc",
          "X-CSRF-Token: x",
          "Sec-Fetch-Site: cross-site",
          "Last-Event-ID: x",
          "Last-Event-ID: -99999999999999999999",
          "Tus-Resumable: 9.9",
          "Upload-Length: -1",
          "Upload-Offset: x",
          "Upload-Metadata: a b c, ,",
          "DPoP: x",
          "X-Long: " + "x".repeat(9_000),
          "Expect: 200-ok",
          "TE: trailers",
          "Upgrade: websocket",
          "Connection: keep-alive, X-API-Key",
          "Content-MD5: x",
          "Max-Forwards: -1");

  private final Draft draft;
  private final Values values;
  private final Random random;

  HeadDamage(Draft draft, Values values, Random random) {
    this.draft = draft;
    this.values = values;
    this.random = random;
  }

  void once() {
    switch (random.nextInt(10)) {
      case 0 -> method();
      case 1, 2 -> segment();
      case 3, 4, 5 -> query();
      default -> header();
    }
  }

  private void method() {
    draft.method = Corpus.of(random, METHODS);
    draft.damaged("method " + draft.method);
  }

  private void segment() {
    int at = random.nextInt(draft.segments.size());
    boolean word = random.nextBoolean();
    draft.segments.set(at, word ? Draft.encoded(Corpus.any(random)) : Corpus.of(random, SEGMENTS));
    draft.damaged("segment " + at);
  }

  private void query() {
    List<JsonObject> known =
        draft.subject.parameters().stream()
            .filter(each -> each.getString("in").equals("query"))
            .toList();
    int kind = random.nextInt(known.isEmpty() || draft.subject.slow() ? 4 : 8);
    switch (kind) {
      case 0 -> draft.query.add(Corpus.of(random, QUERIES));
      case 1 -> draft.query.add(Draft.encoded(Corpus.any(random)) + "=1");
      case 2 -> draft.query.add("x=" + "y".repeat(random.nextInt(9_000)));
      case 3 -> many();
      default -> known(Corpus.of(random, known), kind);
    }
    draft.damaged("query " + kind);
  }

  private void many() {
    for (int i = 0; i < 1_000; i++) {
      draft.query.add("p" + i);
    }
  }

  private void known(JsonObject parameter, int kind) {
    String name = parameter.getString("name");
    List<Object> edges = values.edges(parameter.getJsonObject("schema"));
    Object value = kind > 5 || edges.isEmpty() ? Corpus.any(random) : Corpus.of(random, edges);
    if (kind == 4) {
      draft.query.removeIf(each -> each.startsWith(name + "="));
    }
    draft.query.add(name + "=" + Draft.encoded(value.toString()));
  }

  private void header() {
    int kind = random.nextInt(8);
    switch (kind) {
      case 0 -> draft.headers.removeIf(line -> random.nextBoolean());
      case 1 -> packed();
      case 2 -> corpus();
      default -> {
        String line = Corpus.of(random, HEADERS);
        int colon = line.indexOf(':');
        draft.header(line.substring(0, colon), line.substring(colon + 2));
        draft.damaged(line.length() < 60 ? line : line.substring(0, colon));
      }
    }
    draft.damaged("header " + kind);
  }

  private void corpus() {
    String word = Corpus.any(random).replaceAll("[^ -~]", "?");
    String name =
        Corpus.of(random, List.of("If-Match", "Accept", "User-Agent", "X-Request-Id", "Referer"));
    draft.header(name, word);
  }

  /// Sends the body packed, as only answers may be.
  private void packed() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(draft.body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    draft.body = bytes.toByteArray();
    draft.header("Content-Encoding", "gzip");
  }
}
