package dev.principia.course;

import dev.principia.contract.Call;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import dev.principia.contract.Reply;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// The deprecated action `complete`, which `PUT …/progress` succeeds: announced (RFC 9745, RFC
/// 8594), served until its date, and gone from then on.
final class Completing {
  private static final Instant DEPRECATED = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant SUNSET = Instant.parse("2027-11-01T00:00:00Z");

  private Completing() {}

  static void refuseAfterSunset(Call call, Clock clock) {
    if (!clock.instant().isBefore(SUNSET)) {
      throw Problem.of(ProblemType.OPERATION_GONE, "Put `completed` to the lesson's progress.")
          .with("Link", links(call));
    }
  }

  /// @param at when the lesson was completed; empty when the caller may not know of it
  static Reply reply(Call call, Optional<OffsetDateTime> at) {
    String completedAt = at.orElseThrow(Problem::notFound).toInstant().toString();
    return Reply.ok(JsonObject.of("status", "completed", "completedAt", completedAt))
        .with("Deprecation", "@" + DEPRECATED.getEpochSecond())
        .with(
            "Sunset", DateTimeFormatter.RFC_1123_DATE_TIME.format(SUNSET.atOffset(ZoneOffset.UTC)))
        .with("Link", links(call));
  }

  private static String links(Call call) {
    String lesson = call.path().substring(0, call.path().lastIndexOf('/'));
    return "</docs#tag/Courses>; rel=\"deprecation\", <"
        + lesson
        + "/progress>; rel=\"successor-version\"";
  }
}
