package dev.principia.note;

import dev.principia.contract.Defect;
import dev.principia.note.Note.CodeExample;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Reads notes in the template as [NoteWriter] writes them and as people do: sections in any order,
/// some missing, emoji in headings, other list markers, the whole in a fence as the course's own
/// README shows it. A text without any heading of the template is a body.
final class NoteReader {
  private static final String TAGS = "tags:";

  private final List<String> lines;
  private final Fences fences;
  private final JsonObject json = new JsonObject();
  private final Map<String, Integer> places = new HashMap<>();
  private final List<Defect> defects = new ArrayList<>();
  private final Set<Section> seen = EnumSet.noneOf(Section.class);

  /// What was understood, in the form of the contract, and what was not.
  ///
  /// @param places the line of each pointer
  record Result(JsonObject json, Map<String, Integer> places, List<Defect> defects) {}

  private NoteReader(List<String> lines) {
    this.lines = lines;
    this.fences = new Fences(lines);
  }

  static Result read(String typed) {
    String text = typed.startsWith("\uFEFF") ? typed.substring(1) : typed;
    List<String> lines = Lines.of(text.replace("\r\n", "\n").replace('\r', '\n'));
    NoteReader reader = new NoteReader(unwrapped(lines));
    reader.read();
    return new Result(reader.json, reader.places, reader.defects);
  }

  /// The template as the README shows it, in a fence: its lines become blank, so that the others
  /// keep their numbers. The closing one is often missing, because code within took it.
  private static List<String> unwrapped(List<String> lines) {
    int first = 0;
    while (first < lines.size() && Lines.isBlank(lines.get(first))) {
      first++;
    }
    boolean wrapped =
        first < lines.size()
            && Fences.Fence.of(lines.get(first))
                .filter(fence -> Set.of("markdown", "md").contains(fence.info()))
                .isPresent();
    if (!wrapped) {
      return lines;
    }
    List<String> inner = new ArrayList<>(lines);
    inner.set(first, "");
    int last = lines.size() - 1;
    while (Lines.isBlank(inner.get(last)) && last > first) {
      last--;
    }
    if (isOpen(inner, last)) {
      inner.set(last, "");
    }
    return inner;
  }

  /// Whether this line is a bare fence that closes nothing.
  private static boolean isOpen(List<String> lines, int line) {
    Fences fences = new Fences(lines);
    if (fences.at(line).filter(fence -> fence.info().isEmpty()).isEmpty()) {
      return false;
    }
    int i = 0;
    while (i < line) {
      i = fences.closing(i).orElse(i) + 1;
    }
    return i == line;
  }

  private void read() {
    int first = 0;
    while (first < lines.size() && Section.of(lines.get(first)).isEmpty()) {
      first++;
    }
    if (first == lines.size()) {
      body(0, lines.size());
      return;
    }
    front(first);
    int at = first;
    while (at < lines.size()) {
      at = section(Section.of(lines.get(at)).orElseThrow(), at);
    }
  }

  private void front(int end) {
    boolean titled = false;
    for (int i = 0; i < end; i++) {
      String line = lines.get(i);
      if (line.toLowerCase(Locale.ROOT).startsWith(TAGS) && !json.containsKey("tags")) {
        tags(line.substring(TAGS.length()), i + 1);
      } else if (!titled && (line.startsWith("# ") || line.equals("#"))) {
        titled = true;
      } else if (!Lines.isBlank(line)) {
        String detail = "Before the first section stand only a title and `Tags: …`.";
        defects.add(Defect.line(i + 1, "text-before-sections", detail));
      }
    }
  }

  private void tags(String list, int line) {
    JsonArray tags = new JsonArray();
    for (String tag : list.split(",", -1)) {
      if (!tag.isBlank()) {
        places.put("/tags/" + tags.size(), line);
        tags.add(tag);
      }
    }
    places.put("/tags", line);
    json.put("tags", tags);
  }

  /// Reads the section whose heading stands at `at`; answers where the next one stands.
  private int section(Section section, int at) {
    places.put(section.pointer(), at + 1);
    if (!seen.add(section)) {
      String detail =
          "This section is there already; put a backslash before the line if it is text.";
      defects.add(Defect.line(at + 1, "duplicate-section", detail));
    }
    return switch (section) {
      case KEY_CONCEPTS, TAKEAWAYS -> items(section, at + 1);
      case RESOURCES -> resources(at + 1);
      case CODE_EXAMPLES -> codeExamples(at + 1);
      case NOTES -> body(at + 1, BodyText.end(lines, fences, at + 1));
    };
  }

  private int body(int from, int end) {
    json.put(Section.NOTES.member(), BodyText.read(lines.subList(from, end)));
    return end;
  }

  private int items(Section section, int from) {
    int end = end(from);
    JsonArray items = new JsonArray();
    for (ListText.Item item : ListText.read(lines.subList(from, end), from + 1, defects::add)) {
      places.put(section.pointer() + "/" + items.size(), item.line());
      items.add(item.text().toString());
    }
    json.put(section.member(), items);
    return end;
  }

  private int end(int from) {
    int end = from;
    while (end < lines.size() && Section.of(lines.get(end)).isEmpty()) {
      end++;
    }
    return end;
  }

  private int codeExamples(int from) {
    CodeText.Found found = CodeText.read(lines, fences, from, defects::add);
    JsonArray examples = new JsonArray();
    for (CodeText.Example each : found.examples()) {
      places.put(Section.CODE_EXAMPLES.pointer() + "/" + examples.size(), each.line());
      CodeExample example = each.example();
      examples.add(JsonObject.of("language", example.language(), "code", example.code()));
    }
    json.put(Section.CODE_EXAMPLES.member(), examples);
    return found.end();
  }

  private int resources(int from) {
    int end = end(from);
    JsonArray resources = new JsonArray();
    for (ListText.Item item : ListText.read(lines.subList(from, end), from + 1, defects::add)) {
      ResourceText.read(item.text().toString())
          .ifPresentOrElse(
              resource -> {
                places.put(Section.RESOURCES.pointer() + "/" + resources.size(), item.line());
                resources.add(JsonObject.of("title", resource.title(), "url", resource.url()));
              },
              () -> defects.add(Defect.line(item.line(), "no-url", "There is no URL here.")));
    }
    json.put(Section.RESOURCES.member(), resources);
    return end;
  }
}
