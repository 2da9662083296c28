package dev.principia.note;

import dev.principia.contract.Call;
import dev.principia.contract.Defect;
import dev.principia.contract.Problem;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The members of a note that a list is asked for.
record NoteFields(Set<String> names) {
  private static final Set<String> ALL =
      new LinkedHashSet<>(
          List.of(
              "id",
              "title",
              "lesson",
              "course",
              "keyConcepts",
              "body",
              "codeExamples",
              "takeaways",
              "resources",
              "tags",
              "createdAt",
              "updatedAt"));

  /// Throws when the call asks for what no note has.
  static NoteFields of(Call call) {
    if (call.optionalText("fields").isEmpty()) {
      return new NoteFields(ALL);
    }
    Set<String> names = new LinkedHashSet<>(List.of(call.text("fields").split(",", -1)));
    if (!ALL.containsAll(names)) {
      String detail = "`fields` may name: " + String.join(", ", ALL) + ".";
      throw Problem.invalid(List.of(Defect.parameter("fields", "unknown-field", detail)));
    }
    return new NoteFields(names);
  }

  /// Whether the texts that may be very long are among them.
  boolean areHeavy() {
    return names.contains("body") || names.contains("codeExamples");
  }

  JsonObject of(StoredNote note) {
    JsonObject json = note.json();
    json.fieldNames().retainAll(names);
    return json;
  }
}
