package dev.principia.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A refusal that the client is told of (RFC 9457), thrown by rules and by the chain alike.
///
/// It carries no stack trace: it is an answer, not a mistake. Mistakes are any other exception, and
/// become [ProblemType#INTERNAL_ERROR] in one place.
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// A small request must not get an answer a hundred times its size.
  private static final int MOST_NAMED = 100;

  private final ProblemType type;
  private final String detail;
  private final transient List<Defect> errors;
  private final transient Map<String, String> headers;
  private final transient Map<String, JsonObject> members;

  private Problem(
      ProblemType type,
      String detail,
      List<Defect> errors,
      Map<String, String> headers,
      Map<String, JsonObject> members,
      @Nullable Throwable cause) {
    super(type.slug() + ": " + detail, cause, false, false);
    this.type = type;
    this.detail = detail;
    this.errors = List.copyOf(errors);
    this.headers = Map.copyOf(headers);
    this.members = members;
  }

  /// A problem with a sentence about this one occurrence.
  public static Problem of(ProblemType type, String detail) {
    return new Problem(type, detail, List.of(), Map.of(), Map.of(), null);
  }

  /// The request could be read but is refused for these reasons.
  public static Problem invalid(List<Defect> errors) {
    return defects(ProblemType.INVALID_REQUEST, errors);
  }

  /// The request cannot be read for these reasons.
  public static Problem malformed(List<Defect> errors) {
    return defects(ProblemType.MALFORMED_REQUEST, errors);
  }

  /// Nothing there, or nothing that this caller may know of.
  public static Problem notFound() {
    return of(ProblemType.NOT_FOUND, "Nothing is found at this address.");
  }

  /// Not now: `retryAfter` tells the client when to come back, in whole seconds.
  public static Problem later(ProblemType type, String detail, Duration retryAfter) {
    return of(type, detail).with("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
  }

  private static Problem defects(ProblemType type, List<Defect> errors) {
    return new Problem(
        type,
        summary(errors),
        errors.subList(0, Math.min(MOST_NAMED, errors.size())),
        Map.of(),
        Map.of(),
        null);
  }

  private static String summary(List<Defect> errors) {
    int count = errors.size();
    if (count == 1) {
      return errors.getFirst().detail();
    }
    return count <= MOST_NAMED
        ? count + " defects."
        : "%d defects, of which the first %d are named.".formatted(count, MOST_NAMED);
  }

  /// The same problem with one more response header.
  public Problem with(String header, String value) {
    Map<String, String> more = new java.util.HashMap<>(headers);
    more.put(header, value);
    return new Problem(type, detail, errors, more, members, getCause());
  }

  /// The same problem with one more member of its body (RFC 9457, 3.2).
  public Problem holding(String member, JsonObject value) {
    Map<String, JsonObject> more = new java.util.LinkedHashMap<>(members);
    more.put(member, value);
    return new Problem(type, detail, errors, headers, more, getCause());
  }

  /// The same problem with what led to it, which is logged and never told to the client.
  public Problem causedBy(Throwable cause) {
    return new Problem(type, detail, errors, headers, members, cause);
  }

  public ProblemType type() {
    return type;
  }

  /// A sentence about this one occurrence.
  public String detail() {
    return detail;
  }

  public List<Defect> errors() {
    return errors;
  }

  /// The answer to the request `requestId`.
  ///
  /// @param path as it was sent, which may be no path at all
  public Reply reply(String path, String requestId) {
    JsonObject json =
        JsonObject.of(
            "type",
            type.uri(),
            "title",
            type.title(),
            "status",
            type.status(),
            "detail",
            detail,
            "instance",
            Percent.repaired(path),
            "requestId",
            requestId);
    if (!errors.isEmpty()) {
      json.put("errors", new JsonArray(errors.stream().map(Defect::json).toList()));
    }
    members.forEach(json::put);
    Reply reply = Reply.bytes(type.status(), Media.PROBLEM, json.toBuffer());
    for (Map.Entry<String, String> header : headers.entrySet()) {
      reply = reply.with(header.getKey(), header.getValue());
    }
    return reply;
  }
}
