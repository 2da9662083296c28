package dev.principia.note;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a change removed and added, part by part: the lines between the common beginning and the
/// common end. It is computed in one pass and shortened, so that a list of revisions stays small
/// whatever the notes hold.
final class Difference {
  private static final int MOST_LINES = 50;
  private static final int MOST_CHARACTERS = 200;

  private Difference() {}

  static JsonArray between(Note before, Note after) {
    List<JsonObject> parts = new ArrayList<>();
    part("keyConcepts", before.keyConcepts(), after.keyConcepts()).ifPresent(parts::add);
    part("body", Lines.of(before.body()), Lines.of(after.body())).ifPresent(parts::add);
    part("codeExamples", code(before), code(after)).ifPresent(parts::add);
    part("takeaways", before.takeaways(), after.takeaways()).ifPresent(parts::add);
    part("resources", links(before), links(after)).ifPresent(parts::add);
    part("tags", before.tags(), after.tags()).ifPresent(parts::add);
    return new JsonArray(parts);
  }

  private static List<String> code(Note note) {
    return note.codeExamples().stream()
        .flatMap(
            each ->
                Stream.concat(Stream.of("```" + each.language()), Lines.of(each.code()).stream()))
        .toList();
  }

  private static List<String> links(Note note) {
    return note.resources().stream().map(ResourceText::write).toList();
  }

  private static Optional<JsonObject> part(String name, List<String> before, List<String> after) {
    if (before.equals(after)) {
      return Optional.empty();
    }
    int shorter = Math.min(before.size(), after.size());
    int start = 0;
    while (start < shorter && before.get(start).equals(after.get(start))) {
      start++;
    }
    int end = 0;
    while (end < shorter - start && before.reversed().get(end).equals(after.reversed().get(end))) {
      end++;
    }
    List<String> removed = before.subList(start, before.size() - end);
    List<String> added = after.subList(start, after.size() - end);
    return Optional.of(
        JsonObject.of(
            "part",
            name,
            "removed",
            shortened(removed),
            "added",
            shortened(added),
            "complete",
            isShort(removed) && isShort(added)));
  }

  private static JsonArray shortened(List<String> lines) {
    return new JsonArray(
        lines.stream()
            .limit(MOST_LINES)
            .map(line -> Lines.beginning(line, MOST_CHARACTERS))
            .toList());
  }

  private static boolean isShort(List<String> lines) {
    return lines.size() <= MOST_LINES
        && lines.stream().allMatch(line -> Lines.characters(line) <= MOST_CHARACTERS);
  }
}
