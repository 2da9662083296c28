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
  private static final Buffer NOTHING = Buffer.buffer(0);

  private Answers() {}

  static Answer of(Exchange exchange, Reply reply) {
    String method = exchange.head().method();
    boolean safe = method.equals("GET") || method.equals("HEAD");
    if (safe && reply.status() == 200 && isKnown(exchange, reply)) {
      return answer(exchange, Reply.Empty.class.cast(unchanged(reply)), true);
    }
    return answer(exchange, reply, !method.equals("HEAD"));
  }

  private static boolean isKnown(Exchange exchange, Reply reply) {
    Optional<String> etag = header(reply, "ETag");
    Optional<String> known = exchange.head().header("If-None-Match");
    return etag.isPresent() && known.isPresent() && matches(known.get(), etag.get());
  }

  /// Weak comparison (RFC 9110, 13.1.2) of a list of validators, or `*`.
  private static boolean matches(String known, String etag) {
    if (known.strip().equals("*")) {
      return true;
    }
    for (String each : known.split(",", -1)) {
      String validator = each.strip();
      if (etag.equals(validator.startsWith("W/") ? validator.substring(2) : validator)) {
        return true;
      }
    }
    return false;
  }

  private static Reply unchanged(Reply reply) {
    return new Reply.Empty(304, reply.headers());
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
    if (!bytes.mediaType().isEmpty()) {
      headers.add(Map.entry("Content-Type", contentType(bytes.mediaType())));
    }
    if (varies(exchange)) {
      headers.add(Map.entry("Vary", "Accept"));
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
    if (mayHaveBody(reply.status())) {
      headers.add(Map.entry("Content-Length", Integer.toString(bytes.body().length())));
    }
    return new Answer(reply.status(), headers, sendBody ? bytes.body() : NOTHING, sendBody, last);
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
