package dev.principia;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class CompressionTest {
  private static final String COURSE = Api.V1 + "/courses/learning-backend-from-first-principles";
  private static final String LESSON = COURSE + "/lessons/1";

  private final Server server;

  CompressionTest(Server server) {
    this.server = server;
  }

  @Test
  @Proves("2.5")
  void aLargeAnswerIsCompressedForWhoeverAcceptsIt() throws Exception {
    HttpResponse<byte[]> plain = get(COURSE);
    HttpResponse<byte[]> packed = get(COURSE, "Accept-Encoding", "gzip, deflate, br");
    assertEquals("gzip", header(packed, "Content-Encoding"));
    assertTrue(
        packed.body().length * 2 < plain.body().length, () -> packed.body().length + " bytes");
    assertArrayEquals(plain.body(), unpacked(packed.body()));
    for (HttpResponse<byte[]> each : List.of(plain, packed)) {
      assertTrue(each.headers().allValues("Vary").contains("Accept-Encoding"));
    }
    String etag = header(plain, "ETag");
    assertTrue(etag.startsWith("\"") && !etag.contains("gzip"), etag);
    assertEquals(etag.substring(0, etag.length() - 1) + "-gzip\"", header(packed, "ETag"));
  }

  @Test
  @Proves("2.5")
  void eitherFormOfAVersionIsKnownByEitherValidator() throws Exception {
    String plain = header(get(COURSE), "ETag");
    String packed = header(get(COURSE, "Accept-Encoding", "gzip"), "ETag");
    for (String known : List.of(plain, packed, "W/" + packed, "\"0\", " + packed)) {
      HttpResponse<byte[]> same = get(COURSE, "If-None-Match", known, "Accept-Encoding", "gzip");
      assertEquals(304, same.statusCode());
      assertEquals(0, same.body().length);
      assertTrue(known.contains(header(same, "ETag")));
      assertTrue(same.headers().allValues("Vary").contains("Accept-Encoding"));
    }
    assertEquals(200, get(COURSE, "If-None-Match", "\"0-gzip\"").statusCode());
  }

  @Test
  @Proves("2.5")
  void smallAnswersAndSecretsAreNot() throws Exception {
    assertEquals("", header(get(LESSON, "Accept-Encoding", "gzip"), "Content-Encoding"));
    for (String refused : List.of("", "identity", "br", "gzip;q=0", "gzip; q=0.0, *", "*;q=0")) {
      HttpResponse<byte[]> plain = get(COURSE, "Accept-Encoding", refused);
      assertEquals("", header(plain, "Content-Encoding"), refused);
    }
    for (String wanted : List.of("*", "br;q=1, GZIP;q=0.5", "x-gzip", "identity;q=0, gzip;q=1")) {
      HttpResponse<byte[]> packed = get(COURSE, "Accept-Encoding", wanted);
      assertEquals("gzip", header(packed, "Content-Encoding"), wanted);
    }
  }

  @Test
  void pagesAndProblemsAreToo() throws Exception {
    HttpResponse<byte[]> contract = get("/openapi.yaml", "Accept-Encoding", "gzip");
    assertEquals("gzip", header(contract, "Content-Encoding"));
    assertArrayEquals(get("/openapi.yaml").body(), unpacked(contract.body()));
    HttpResponse<byte[]> head = send("HEAD", "/openapi.yaml", "Accept-Encoding", "gzip");
    assertEquals(header(contract, "Content-Length"), header(head, "Content-Length"));
    assertEquals(0, head.body().length);
  }

  private static String header(HttpResponse<byte[]> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private static byte[] unpacked(byte[] packed) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return in.readAllBytes();
    }
  }

  private HttpResponse<byte[]> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send("GET", path, headers);
  }

  private HttpResponse<byte[]> send(String method, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    }
  }
}
