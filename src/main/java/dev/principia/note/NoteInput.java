package dev.principia.note;

import dev.principia.contract.Call;
import dev.principia.contract.Defect;
import dev.principia.contract.Media;
import dev.principia.contract.Problem;
import dev.principia.contract.Schema;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// The note that a call sends, as JSON or as Markdown, by the same rules: what the contract's
/// schema says of the one holds for the other.
final class NoteInput {
  private NoteInput() {}

  /// Throws all defects at once, of JSON by pointers, of Markdown by lines.
  static Note of(Call call) {
    return call.sent().equals(Media.MARKDOWN)
        ? ofMarkdown(
            call.textBody(), Objects.requireNonNull(call.operation().bodies().get(Media.JSON)))
        : checked(Note.of(call.body()));
  }

  static Note checked(Note note) {
    List<Defect> defects = note.defects();
    if (!defects.isEmpty()) {
      throw Problem.invalid(defects);
    }
    return note;
  }

  static Note ofMarkdown(String text, Schema schema) {
    NoteReader.Result read = NoteReader.read(text);
    List<Defect> defects = new ArrayList<>(read.defects());
    List<Defect> broken = schema.check(read.json());
    broken.forEach(defect -> defects.add(placed(defect, read.places())));
    if (defects.isEmpty()) {
      Note note = Note.of(read.json());
      note.defects().forEach(defect -> defects.add(placed(defect, read.places())));
      if (defects.isEmpty()) {
        return note;
      }
    }
    throw Problem.invalid(onePerLine(defects));
  }

  /// A defect of a member as one of the line at which the member, or what holds it, stands.
  private static Defect placed(Defect defect, Map<String, Integer> places) {
    String pointer = defect.where();
    while (!pointer.isEmpty() && !places.containsKey(pointer)) {
      pointer = pointer.substring(0, pointer.lastIndexOf('/'));
    }
    return Defect.line(places.getOrDefault(pointer, 1), defect.code(), defect.detail());
  }

  private static List<Defect> onePerLine(List<Defect> defects) {
    Map<Integer, Defect> byLine = new TreeMap<>(Comparator.naturalOrder());
    defects.forEach(defect -> byLine.putIfAbsent(Integer.valueOf(defect.where()), defect));
    return List.copyOf(byLine.values());
  }

  /// The note with a merge patch (RFC 7396) applied.
  static Note patched(Note note, JsonObject patch) {
    JsonObject merged = note.json();
    for (Map.Entry<String, Object> member : patch) {
      if (member.getValue() == null) {
        merged.remove(member.getKey());
      } else {
        merged.put(member.getKey(), member.getValue());
      }
    }
    return checked(Note.of(merged));
  }
}
