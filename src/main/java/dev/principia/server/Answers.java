package dev.principia.server;

import dev.principia.contract.Reply;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns a reply into the response that carries it: conditional requests, `HEAD`, and the headers
/// of every answer, errors included.
final class Answers {
  private static final List<Map.Entry<String, String>> ALWAYS =
      List.of(
          Map.entry("X-Content-Type-Options", "nosniff"),
          Map.entry("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
          Map.entry("Referrer-Policy", "no-referrer"),
          Map.entry("Cross-Origin-Opener-Policy", "same-origin"),
          Map.entry("Cross-Origin-Resource-Policy", "same-origin"),
          Map.entry("Permissions-Policy", "camera=(), geolocation=(), microphone=()"));

  /// What is not said to be for others is for who asked, and asked for again each time.
  private static final Map.Entry<String, String> OWN =
      Map.entry("Cache-Control", "private, no-cache");

  private static final Buffer NOTHING = Buffer.buffer(0);

  private Answers() {}

  static Answer of(Exchange exchange, Reply reply) {
    String method = exchange.head().method();
    boolean safe = method.equals("GET") || method.equals("HEAD");
    Optional<String> known =
        safe && reply.status() == 200 ? known(exchange, reply) : Optional.empty();
    return known.isPresent()
        ? answer(exchange, unchanged(reply, known.get()), true)
        : whole(exchange, reply, !method.equals("HEAD"));
  }

  /// What the answer to a handshake says beside what RFC 6455 asks of it.
  static List<Map.Entry<String, String>> handshake(Exchange exchange, Reply.Upgrade upgrade) {
    List<Map.Entry<String, String>> headers = new ArrayList<>(upgrade.headers());
    headers.add(Map.entry("X-Request-Id", exchange.requestId()));
    return headers;
  }

  private static Answer whole(Exchange exchange, Reply reply, boolean sendBody) {
    if (reply instanceof Reply.Stream stream) {
      Reply head = new Reply.Bytes(stream.status(), stream.mediaType(), NOTHING, stream.headers());
      return answer(exchange, head, sendBody).streaming(stream.source());
    }
    return answer(exchange, reply, sendBody);
  }

  /// The validator of what the client has, when that is what it would get.
  private static Optional<String> known(Exchange exchange, Reply reply) {
    Optional<String> known = exchange.head().header("If-None-Match");
    return known.isEmpty()
        ? Optional.empty()
        : header(reply, "ETag").flatMap(etag -> matching(known.get(), etag));
  }

  /// Weak comparison (RFC 9110, 13.1.2) of a list of validators, or `*`. The compressed form of a
  /// version is known to whoever knows the version.
  private static Optional<String> matching(String known, String etag) {
    if (known.strip().equals("*")) {
      return Optional.of(etag);
    }
    String packed = Compression.etag(etag);
    for (String each : known.split(",", -1)) {
      String weak = each.strip();
      String validator = weak.startsWith("W/") ? weak.substring(2) : weak;
      if (validator.equals(etag) || validator.equals(packed)) {
        return Optional.of(validator);
      }
    }
    return Optional.empty();
  }

  private static Reply unchanged(Reply reply, String etag) {
    List<Map.Entry<String, String>> headers = new ArrayList<>(reply.headers());
    headers.replaceAll(each -> isEtag(each) ? Map.entry("ETag", etag) : each);
    return new Reply.Empty(304, headers);
  }

  private static boolean isEtag(Map.Entry<String, String> header) {
    return header.getKey().equalsIgnoreCase("ETag");
  }

  private static Optional<String> header(Reply reply, String name) {
    return reply.headers().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static Answer answer(Exchange exchange, Reply reply, boolean sendBody) {
    long encoding = System.nanoTime();
    Reply.Bytes bytes = reply.encoded();
    encoding = System.nanoTime() - encoding;
    List<Map.Entry<String, String>> headers = new ArrayList<>(16);
    headers.addAll(bytes.headers());
    boolean gzip = Compression.applies(exchange.head(), bytes);
    if (gzip) {
      headers.replaceAll(
          each -> isEtag(each) ? Map.entry("ETag", Compression.etag(each.getValue())) : each);
      headers.add(Map.entry("Content-Encoding", "gzip"));
    }
    if (!bytes.mediaType().isEmpty()) {
      headers.add(Map.entry("Content-Type", contentType(bytes.mediaType())));
    }
    if (varies(exchange)) {
      headers.add(Map.entry("Vary", "Accept"));
    }
    if (reply.status() == 304 || Compression.fits(bytes)) {
      headers.add(Map.entry("Vary", "Accept-Encoding"));
    }
    if (!has(headers, OWN.getKey())) {
      headers.add(OWN);
    }
    addDefaults(headers);
    boolean last = has(headers, "Connection");
    if (!last && exchange.leavesBody()) {
      headers.add(Map.entry("Connection", "close"));
      last = true;
    }
    headers.addAll(exchange.originHeaders());
    exchange.budget().ifPresent(budget -> headers.addAll(Quotas.headers(budget)));
    headers.add(Map.entry("X-Request-Id", exchange.requestId()));
    headers.add(Map.entry("Server-Timing", timing(exchange, encoding)));
    if (mayHaveBody(reply.status()) && !gzip) {
      headers.add(Map.entry("Content-Length", Integer.toString(bytes.body().length())));
    }
    Buffer body = sendBody || gzip ? bytes.body() : NOTHING;
    return new Answer(reply.status(), headers, body, sendBody, last, gzip);
  }

  private static boolean has(List<Map.Entry<String, String>> headers, String name) {
    for (Map.Entry<String, String> header : headers) {
      if (header.getKey().equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean mayHaveBody(int status) {
    return status != 204 && status != 304;
  }

  private static boolean varies(Exchange exchange) {
    return exchange.operation().map(operation -> operation.offers().size() > 1).orElse(false);
  }

  private static String contentType(String mediaType) {
    return mediaType.startsWith("text/") && mediaType.indexOf(';') < 0
        ? mediaType + "; charset=utf-8"
        : mediaType;
  }

  private static void addDefaults(List<Map.Entry<String, String>> headers) {
    int own = headers.size();
    for (Map.Entry<String, String> header : ALWAYS) {
      if (!has(headers.subList(0, own), header.getKey())) {
        headers.add(header);
      }
    }
  }

  /// W3C Server Timing, in milliseconds: `db` with the number of statements, `serialize`, and
  /// `app`, which is everything else.
  private static String timing(Exchange exchange, long encoding) {
    long db = exchange.cost().databaseNanos();
    long app = Math.max(0, exchange.nanos() - db - encoding);
    StringBuilder timing = new StringBuilder(64);
    millis(timing.append("app;dur="), app);
    millis(timing.append(", db;dur="), db);
    timing.append(";desc=\"").append(exchange.cost().statements()).append('"');
    return millis(timing.append(", serialize;dur="), encoding).toString();
  }

  /// With two decimals, by hand: a formatter would cost more than what is measured.
  private static StringBuilder millis(StringBuilder text, long nanos) {
    long hundredths = (nanos + 5_000) / 10_000;
    text.append(hundredths / 100).append('.');
    return hundredths % 100 < 10
        ? text.append('0').append(hundredths % 100)
        : text.append(hundredths % 100);
  }
}
