package dev.principia.progress;

import dev.principia.contract.Call;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import dev.principia.contract.Reply;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

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

  static Reply reply(Call call, LessonProgress completed) {
    return completed
        .reply()
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
