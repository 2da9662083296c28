package dev.principia.note;

import dev.principia.contract.Defect;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What a note says, valid by the contract's schema. Texts are kept exactly as they came, but for
/// line ends, which are `\n`; tags are kept in one spelling.
///
/// @param keyConcepts may hold line breaks
/// @param body Markdown
/// @param takeaways may hold line breaks
record Note(
    List<String> keyConcepts,
    String body,
    List<CodeExample> codeExamples,
    List<String> takeaways,
    List<Resource> resources,
    List<String> tags) {
  /// The most characters of all texts together.
  static final int MOST_CHARACTERS = 256 * 1024;

  static final Note EMPTY = of(new JsonObject());

  /// @param language what stands behind the opening fence; may be empty
  record CodeExample(String language, String code) {}

  /// @param title one line
  /// @param url an absolute one, `http` or `https`
  record Resource(String title, String url) {}

  /// Absent members are empty.
  static Note of(JsonObject json) {
    return new Note(
        texts(json, "keyConcepts").map(Note::lines).toList(),
        lines(json.getString("body", "")),
        codeExamples(array(json, "codeExamples")),
        texts(json, "takeaways").map(Note::lines).toList(),
        resources(array(json, "resources")),
        Tags.of(texts(json, "tags").toList()));
  }

  static List<CodeExample> codeExamples(JsonArray json) {
    return json.stream().map(each -> codeExample((JsonObject) each)).toList();
  }

  private static CodeExample codeExample(JsonObject json) {
    return new CodeExample(
        Lines.trimmed(json.getString("language", "")), lines(json.getString("code")));
  }

  static List<Resource> resources(JsonArray json) {
    return json.stream().map(each -> resource((JsonObject) each)).toList();
  }

  private static Resource resource(JsonObject json) {
    return new Resource(json.getString("title"), json.getString("url"));
  }

  private static Stream<String> texts(JsonObject json, String member) {
    return array(json, member).stream().map(String.class::cast);
  }

  private static JsonArray array(JsonObject json, String member) {
    return json.getJsonArray(member, new JsonArray());
  }

  private static String lines(String text) {
    return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
  }

  /// What a schema cannot say of a note: its size as a whole, and tags that grew when they were
  /// brought into their spelling.
  List<Defect> defects() {
    List<Defect> defects = new ArrayList<>();
    if (characters() > MOST_CHARACTERS) {
      String detail = "All texts together may have " + MOST_CHARACTERS + " characters.";
      defects.add(Defect.at("", "too-long", detail));
    }
    for (String tag : tags) {
      if (Lines.characters(tag) > Tags.LONGEST) {
        String detail = "A tag may have " + Tags.LONGEST + " characters in lower case and in NFC.";
        defects.add(Defect.at("/tags", "too-long", detail));
        break;
      }
    }
    return defects;
  }

  /// The size of the note in Unicode code points.
  long characters() {
    return Stream.of(
            keyConcepts.stream(),
            Stream.of(body),
            codeExamples.stream().flatMap(each -> Stream.of(each.language(), each.code())),
            takeaways.stream(),
            resources.stream().flatMap(each -> Stream.of(each.title(), each.url())),
            tags.stream())
        .flatMap(each -> each)
        .mapToLong(Lines::characters)
        .sum();
  }

  JsonObject json() {
    return JsonObject.of(
        "keyConcepts",
        new JsonArray(keyConcepts),
        "body",
        body,
        "codeExamples",
        codeExamplesJson(),
        "takeaways",
        new JsonArray(takeaways),
        "resources",
        resourcesJson(),
        "tags",
        new JsonArray(tags));
  }

  JsonArray codeExamplesJson() {
    return new JsonArray(
        codeExamples.stream()
            .map(each -> JsonObject.of("language", each.language(), "code", each.code()))
            .toList());
  }

  JsonArray resourcesJson() {
    return new JsonArray(
        resources.stream()
            .map(each -> JsonObject.of("title", each.title(), "url", each.url()))
            .toList());
  }
}
