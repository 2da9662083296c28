package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What is not HTTP, or not safely so (RFC 9112), is refused and its connection closed.
@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class ProtocolTest {
  private static final String GET = "GET /version HTTP/1.1";
  private static final String POST = "POST " + Api.V1 + "/accounts HTTP/1.1";
  private static final String HOST = "Host: principia";
  private static final String JSON = "Content-Type: application/json";

  private final Server server;

  ProtocolTest(Server server) {
    this.server = server;
  }

  @Test
  @Proves("2.9")
  void aBadRequestLineIsRefused() {
    for (String line :
        List.of(
            "hello",
            "GET /version",
            "GET  HTTP/1.1",
            "GET /version HTTP/1.1 more",
            "GET /ver sion HTTP/1.1",
            "GET /version HTTP/1.2",
            "GET /version HTTP/3.0",
            "GET /version HTTQ/1.1",
            "PRI * HTTP/2.0")) {
      refused(400, "malformed-request", Wire.head(line, HOST));
    }
  }

  private void refused(int status, String type, String request) {
    try (Wire wire = new Wire(server.port())) {
      Wire.Answer answer = wire.send(request).read();
      assertEquals("close", answer.problem(status, type).header("Connection").orElse(""), request);
      assertTrue(wire.isClosed(), request);
    }
  }

  @Test
  @Proves("2.9")
  void aBadHeaderIsRefused() {
    for (String header :
        List.of("A b: c", "Ab : c", "no colon", "Ab: a\u0000b", "Ab: a\rb", ": c")) {
      refused(400, "malformed-request", Wire.head(GET, HOST, header));
    }
  }

  @Test
  @Proves("2.9")
  void tooManyHeadersAndTooLongOnesAreRefused() {
    refused(431, "headers-too-large", Wire.head(GET, HOST, "Ab: " + "a".repeat(100_000)));
    refused(431, "headers-too-large", Wire.head(GET, HOST, "Ab: a\r\n".repeat(14_000) + "Ab: a"));
    assertEquals(200, ask(Wire.head(GET, HOST, "Ab: " + "a".repeat(10_000))).status());
  }

  @Test
  void aRequestHasOneHost() {
    refused(400, "malformed-request", Wire.head(GET));
    refused(400, "malformed-request", Wire.head(GET, "Host:"));
    refused(400, "malformed-request", Wire.head(GET, HOST, "Host: other.example"));
    assertEquals(200, ask(Wire.head("GET /version HTTP/1.0")).status());
  }

  private Wire.Answer ask(String request) {
    return Wire.ask(server.port(), request);
  }

  @Test
  @Proves("2.9")
  void aLengthThatIsNoLengthIsRefused() {
    for (String length : List.of("abc", "-1", "+2", "0x2", "2 2", "2, 2", "99999999999999999999")) {
      refused(400, "malformed-request", Wire.head(POST, HOST, JSON, "Content-Length: " + length));
    }
  }

  @Test
  void aBodyWithTwoEndsIsRefused() {
    String two = "Content-Length: 2";
    String chunks = "2\r\n{}\r\n0\r\n\r\n";
    refused(400, "malformed-request", Wire.head(POST, HOST, JSON, two, two) + "{}");
    refused(400, "malformed-request", Wire.head(POST, HOST, JSON, two, "Content-Length: 3") + "{}");
    for (String encoding :
        List.of("chunked", "gzip, chunked", "gzip", "chunked, chunked", "xchunked")) {
      String transfer = "Transfer-Encoding: " + encoding;
      refused(400, "malformed-request", Wire.head(POST, HOST, JSON, two, transfer) + chunks);
      if (!encoding.equals("chunked")) {
        refused(400, "malformed-request", Wire.head(POST, HOST, JSON, transfer) + chunks);
      }
    }
    ask(Wire.head(POST, HOST, JSON, "Transfer-Encoding: chunked") + chunks)
        .problem(422, "invalid-request");
  }

  @Test
  void aBrokenChunkEndsTheConnection() {
    for (String chunk : List.of("zz\r\n{}", "-2\r\n{}", "ffffffffffffffffff\r\n{}", "2\r\n{}xx")) {
      try (Wire wire = new Wire(server.port())) {
        String head = Wire.head(POST, HOST, JSON, "Transfer-Encoding: chunked");
        String left = wire.send(head + chunk + "\r\n0\r\n\r\n").rest();
        assertTrue(left.isEmpty() || left.startsWith("HTTP/1.1 400 "), left);
      }
    }
  }

  @Test
  void whatFollowsABodyThatIsTooShortIsNotARequest() {
    try (Wire wire = new Wire(server.port())) {
      wire.send(
          Wire.head(POST, HOST, JSON, "Content-Length: 2") + "{}, \"and\": \"more\"}\r\n\r\n");
      wire.read().problem(422, "invalid-request");
      wire.read().problem(400, "malformed-request");
      assertTrue(wire.isClosed());
    }
  }

  @Test
  void whatIsLeftOfARefusedBodyIsNotARequest() {
    String smuggled = Wire.head("GET /version HTTP/1.1", HOST);
    String post = "POST /nothing HTTP/1.1";
    try (Wire wire = new Wire(server.port())) {
      wire.send(Wire.head(post, HOST, "Content-Length: 100000") + smuggled);
      assertEquals("close", wire.read().problem(404, "not-found").header("Connection").get());
      assertTrue(wire.isClosed());
    }
  }

  @Test
  @Proves("2.7")
  void aBodyThatIsTooLargeIsRefusedBeforeItIsSent() {
    String expect = "Expect: 100-continue";
    try (Wire wire = new Wire(server.port())) {
      wire.send(Wire.head(POST, HOST, JSON, expect, "Content-Length: 3000000"));
      Wire.Answer first = wire.read().problem(413, "content-too-large");
      assertEquals("close", first.header("Connection").get());
      assertTrue(wire.isClosed());
    }
    try (Wire wire = new Wire(server.port())) {
      assertEquals(
          100, wire.send(Wire.head(POST, HOST, JSON, expect, "Content-Length: 2")).read().status());
      wire.send("{}").read().problem(422, "invalid-request");
    }
  }

  @Test
  void anotherExpectationIsNotMet() {
    refused(
        417, "expectation-failed", Wire.head(POST, HOST, JSON, "Expect: tea", "Content-Length: 2"));
  }

  @Test
  void aForeignProtocolIsNotSpoken() {
    String upgrade = "Connection: Upgrade, HTTP2-Settings";
    String settings = "HTTP2-Settings: AAMAAABkAAQAAP__";
    assertEquals(200, ask(Wire.head(GET, HOST, upgrade, "Upgrade: h2c", settings)).status());
    ask(Wire.head("CONNECT principia:443 HTTP/1.1", HOST)).problem(501, "not-implemented");
  }
}
