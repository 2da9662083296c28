package dev.principia.contract;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One operation of the contract, prepared once at start and shared by all threads.
///
/// @param id the contract's `operationId`
/// @param method upper case
/// @param path the template below the base path, `/courses/{course}`
/// @param policy who may call it, `x-policy`
/// @param scope what an API key must be allowed, `x-scope`; empty when it takes no API key
/// @param cost what one call takes from the caller's budget, `x-cost`
/// @param statements how many SQL statements a call may run, `x-statements`
/// @param feature the switch that must be on for the operation to exist, `x-feature`
/// @param offers media types of the success answer, the preferred one first
/// @param statuses every status that it can answer with
/// @param bodies how to check a body, by its media type; empty when the operation takes none
/// @param responses how to check an answer, by `status media-type`
public record Operation(
    String id,
    String method,
    String path,
    Policy policy,
    Optional<String> scope,
    int cost,
    int statements,
    Optional<String> feature,
    List<String> offers,
    Set<Integer> statuses,
    Map<String, Schema> bodies,
    Map<String, Schema> responses,
    List<Parameter> parameters) {

  /// The request as a call, or a [Problem] that names every defect.
  ///
  /// @param segments decoded segments of the path below the base path
  public Call accept(
      Head head,
      List<String> segments,
      String requestId,
      String trace,
      Caller caller,
      Buffer body,
      Cost cost,
      Deadline deadline) {
    String accepted = negotiate(head);
    Defects defects = new Defects();
    Map<String, Object> values = new HashMap<>();
    new ParameterReader(this, head, segments).read(values, defects);
    JsonObject json = bodies.isEmpty() ? new JsonObject() : readBody(head, body, defects);
    defects.throwIfAny();
    return new Call(
        this,
        head.path(),
        Client.of(head),
        requestId,
        trace,
        caller,
        values,
        json,
        body,
        bodies.isEmpty() ? "" : mediaType(head),
        accepted,
        cost,
        deadline);
  }

  /// The media type to answer in; 406 when the client takes none of them.
  public String negotiate(Head head) {
    return Media.choose(offers, head.header("Accept"))
        .orElseThrow(
            () ->
                Problem.of(
                    ProblemType.NOT_ACCEPTABLE,
                    "This operation answers in: " + String.join(", ", offers) + "."));
  }

  /// 415 unless the body is of a type that the operation reads, and sent as it is.
  public void checkMediaType(Head head) {
    Optional<String> encoding = head.header("Content-Encoding");
    if (!bodies.isEmpty() && encoding.filter(e -> !e.equalsIgnoreCase("identity")).isPresent()) {
      throw Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send the body without any encoding.")
          .with("Accept-Encoding", "identity");
    }
    if (!bodies.isEmpty() && !bodies.containsKey(mediaType(head))) {
      String readable = String.join(", ", bodies.keySet());
      throw Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send the body as: " + readable + ".")
          .with(method.equals("PATCH") ? "Accept-Patch" : "Accept-Post", readable);
    }
  }

  /// Whether a success is another protocol on the same connection.
  public boolean upgrades() {
    return statuses.contains(101);
  }

  /// Whether the operation has a query parameter of this name.
  boolean isQuery(String name) {
    return parameters.stream().anyMatch(p -> p.in() == Parameter.In.QUERY && p.name().equals(name));
  }

  private static String mediaType(Head head) {
    return head.header("Content-Type").map(Media::bare).orElse("");
  }

  private JsonObject readBody(Head head, Buffer body, Defects defects) {
    if (!Media.isJson(mediaType(head))) {
      checkText(body, defects);
      return new JsonObject();
    }
    try {
      JsonObject json = StrictJson.object(body.getBytes());
      Optional.ofNullable(bodies.get(mediaType(head)))
          .ifPresent(schema -> defects.refused(schema.check(json)));
      return json;
    } catch (JsonRefused e) {
      Defect defect = Defect.at(e.pointer(), e.code(), e.detail() + " (byte " + e.offset() + ")");
      if (e.code().equals("not-an-object")) {
        defects.refused(defect);
      } else {
        defects.unreadable(defect);
      }
      return new JsonObject();
    }
  }

  /// Text is for its handler to understand; here it only has to be text.
  private static void checkText(Buffer body, Defects defects) {
    int defect = Utf8.firstDefect(body.getBytes());
    if (defect >= 0) {
      defects.unreadable(Defect.at("", "invalid-encoding", "Not UTF-8 at byte " + defect + "."));
    }
  }
}
