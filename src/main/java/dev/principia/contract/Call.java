package dev.principia.contract;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A request that the chain and the contract have accepted: all of it is read, typed and within its
/// limits. The only thing that a handler gets.
///
/// @param operation what is asked
/// @param path the path as it was sent
/// @param client where it comes from
/// @param requestId the id that this request has in every log line and answer
/// @param trace the id of the trace that it belongs to (W3C Trace Context)
/// @param caller who asks
/// @param parameters typed values by name, defaults filled in
/// @param body the JSON body, empty for an operation without one and for a body of another type
/// @param raw the body's bytes as they came
/// @param sent the media type of the body, without parameters; empty for an operation without one
/// @param accepted the media type that the client likes best among those of the operation
/// @param cost what the call has cost so far
/// @param deadline until when it may take
public record Call(
    Operation operation,
    String path,
    Client client,
    String requestId,
    String trace,
    Caller caller,
    Map<String, Object> parameters,
    JsonObject body,
    Buffer raw,
    String sent,
    String accepted,
    Cost cost,
    Deadline deadline) {

  /// A required text parameter, or one with a default.
  public String text(String name) {
    return find(name)
        .map(String.class::cast)
        .orElseThrow(() -> new IllegalArgumentException("no parameter " + name));
  }

  /// An optional text parameter.
  public Optional<String> optionalText(String name) {
    return find(name).map(String.class::cast);
  }

  /// A required integer parameter, or one with a default.
  public long integer(String name) {
    return find(name)
        .map(value -> ((Number) value).longValue())
        .orElseThrow(() -> new IllegalArgumentException("no parameter " + name));
  }

  /// The body of a call that sent text: well-formed UTF-8, as it came.
  public String textBody() {
    return raw.toString(StandardCharsets.UTF_8);
  }

  /// Whether an optional switch is on.
  public boolean flag(String name) {
    return find(name).map(Boolean.class::cast).orElse(false);
  }

  private Optional<Object> find(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /// The client's promise that a repetition is a repetition
  /// (draft-ietf-httpapi-idempotency-key-06).
  public Optional<String> idempotencyKey() {
    return optionalText("Idempotency-Key");
  }

  /// The versions that the caller wants to change; see [Preconditions].
  public Optional<String> ifMatch() {
    return optionalText("If-Match");
  }

  /// The caller's name in keys and logs: an account's id or `anonymous`.
  public String callerName() {
    return caller.account().map(UUID::toString).orElse("anonymous");
  }
}
