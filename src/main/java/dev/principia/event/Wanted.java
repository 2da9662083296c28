package dev.principia.event;

import dev.principia.contract.Call;
import dev.principia.contract.Defect;
import dev.principia.contract.EventType;
import dev.principia.contract.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Which events somebody wants to have.
///
/// @param account who asks
/// @param position after which they are wanted, if that was said
/// @param types of which kinds; all when empty
/// @param course of which course, by id or slug; all when empty
/// @param limit the most at once
record Wanted(
    UUID account,
    Optional<Long> position,
    Optional<List<String>> types,
    Optional<String> course,
    int limit) {
  private static final int STREAMED = 100;
  private static final Set<String> TYPES =
      Arrays.stream(EventType.values()).map(EventType::word).collect(Collectors.toSet());

  /// The next page.
  static Wanted page(Call call) {
    return of(call, "after", (int) call.integer("limit"));
  }

  /// A stream, which a browser resumes by a header and everybody else as they like.
  static Wanted stream(Call call) {
    String place = call.optionalText("Last-Event-ID").isPresent() ? "Last-Event-ID" : "after";
    return of(call, place, STREAMED);
  }

  private static Wanted of(Call call, String place, int limit) {
    return new Wanted(
        call.caller().id(),
        call.optionalText(place).map(text -> position(place, text)),
        call.optionalText("types").map(Wanted::known),
        call.optionalText("course"),
        limit);
  }

  private static long position(String place, String text) {
    try {
      long position = Long.parseLong(text);
      if (position >= 0) {
        return position;
      }
    } catch (NumberFormatException e) {
      // Told below, like a negative one.
    }
    throw Problem.malformed(
        List.of(Defect.parameter(place, "malformed", "`" + place + "` is not a sequence.")));
  }

  private static List<String> known(String text) {
    List<String> types = List.of(text.split(",", -1));
    if (!TYPES.containsAll(types)) {
      String known = TYPES.stream().sorted().collect(Collectors.joining(", "));
      throw Problem.invalid(
          List.of(Defect.parameter("types", "unknown-value", "Known types are: " + known)));
    }
    return types;
  }

  /// After which position; from the beginning when none was said.
  long after() {
    return position.orElse(0L);
  }

  /// The same after another position.
  Wanted after(long other) {
    return new Wanted(account, Optional.of(other), types, course, limit);
  }

  /// Whether the event may be among them: asked without the database, so it says yes where rights
  /// have to be looked at.
  boolean mayBe(LoggedEvent event) {
    return (!event.isPrivate() || event.account().equals(account))
        && types.map(wanted -> wanted.contains(event.type())).orElse(true);
  }
}
