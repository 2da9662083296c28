package dev.principia.course;

import dev.principia.contract.Defect;
import dev.principia.contract.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads what somebody has typed the way it will be stored, and collects every defect on the way. A
/// member that is absent stays what it was, `null` clears it. Text stays as typed but for the white
/// space around it and line ends, which become `\n`.
final class Typed {
  private static final int LONGEST_TAG = 50;

  private final JsonObject body;
  private final List<Defect> defects = new ArrayList<>();

  /// @param body as its schema takes it
  Typed(JsonObject body) {
    this.body = body;
  }

  String title(String before) {
    return body.containsKey("title") ? title("/title", body.getString("title")) : before;
  }

  private String title(String pointer, String typed) {
    String title = typed.strip();
    Titles.flaw(title)
        .ifPresent(
            flaw ->
                defects.add(Defect.at(pointer, flaw, "Refused: " + Titles.meaning(flaw) + ".")));
    return title;
  }

  String summary(String before) {
    if (!body.containsKey("summary")) {
      return before;
    }
    String typed = Optional.ofNullable(body.getString("summary")).orElse("");
    String summary = typed.replace("\r\n", "\n").replace('\r', '\n').strip();
    if (!Titles.isPrintable(summary)) {
      defects.add(Defect.at("/summary", "control-character", "Must hold no control characters."));
    }
    return summary;
  }

  /// In Unicode's form NFC, each once, in the order in which they were typed.
  List<String> tags(List<String> before) {
    if (!body.containsKey("tags")) {
      return before;
    }
    Set<String> tags = new LinkedHashSet<>();
    JsonArray typed = array("tags");
    for (int i = 0; i < typed.size(); i++) {
      String tag = Normalizer.normalize(typed.getString(i).strip(), Normalizer.Form.NFC);
      String pointer = "/tags/" + i;
      if (tag.isBlank() || !Titles.isPrintable(tag) || tag.indexOf('\n') >= 0) {
        defects.add(Defect.at(pointer, "not-a-tag", "Must be visible text of one line."));
      } else if (tag.codePointCount(0, tag.length()) > LONGEST_TAG) {
        defects.add(Defect.at(pointer, "too-long", "Must have at most 50 characters."));
      }
      tags.add(tag);
    }
    return List.copyOf(tags);
  }

  List<Resource> resources(List<Resource> before) {
    if (!body.containsKey("resources")) {
      return before;
    }
    List<Resource> resources = new ArrayList<>();
    List<JsonObject> typed = Outlines.objects(array("resources"));
    for (int i = 0; i < typed.size(); i++) {
      String pointer = "/resources/" + i;
      int known = defects.size();
      String title = title(pointer + "/title", typed.get(i).getString("title"));
      String url = typed.get(i).getString("url").strip();
      if (!Resource.isUrl(url)) {
        defects.add(
            Defect.at(pointer + "/url", "not-a-web-address", "Must be an http or https URL."));
      }
      if (defects.size() == known) {
        resources.add(new Resource(title, url));
      }
    }
    return List.copyOf(resources);
  }

  /// A word of a closed vocabulary, which the schema has checked.
  String word(String member, String before) {
    return body.getString(member, before);
  }

  /// What has been read by now is without flaw, or the client is told of all of it.
  void refuseDefects() {
    if (!defects.isEmpty()) {
      throw Problem.invalid(defects);
    }
  }

  private JsonArray array(String member) {
    return Optional.ofNullable(body.getJsonArray(member)).orElseGet(JsonArray::new);
  }
}
