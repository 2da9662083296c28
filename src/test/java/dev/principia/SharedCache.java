package dev.principia;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A cache between clients and a server as RFC 9111 allows it to be: it keeps what a shared cache
/// may keep, for as long as it likes, and answers from it whenever `Vary` lets it. It takes every
/// freedom that it has, so a missing header is found out.
final class SharedCache {
  private final Api origin;
  private final Map<String, List<Stored>> stored = new HashMap<>();
  private int hits;

  SharedCache(Api origin) {
    this.origin = origin;
  }

  /// @param selected the request's values of the headers that `Vary` names
  private record Stored(Map<String, String> selected, Api.Answer answer) {}

  int hits() {
    return hits;
  }

  /// `headers` alternate names and values.
  Api.Answer get(String path, String... headers) {
    Map<String, String> request = lower(headers);
    for (Stored each : stored.getOrDefault(path, List.of())) {
      if (each.selected().equals(selected(each.answer(), request))) {
        hits++;
        return each.answer();
      }
    }
    Api.Answer answer = origin.get(path, headers);
    if (mayBeStored(answer, request)) {
      stored
          .computeIfAbsent(path, none -> new ArrayList<>())
          .add(new Stored(selected(answer, request), answer));
    }
    return answer;
  }

  /// RFC 9111, 3 and 3.5; without any directive it guesses (4.2.2), as caches do.
  private static boolean mayBeStored(Api.Answer answer, Map<String, String> request) {
    List<String> directives = values(answer, "Cache-Control");
    boolean forbidden =
        directives.contains("no-store")
            || directives.contains("private")
            || directives.contains("no-cache")
            || values(answer, "Vary").contains("*");
    boolean guarded = request.containsKey("authorization") && !directives.contains("public");
    return !forbidden && !guarded && List.of(200, 404, 410).contains(answer.status());
  }

  private static Map<String, String> selected(Api.Answer answer, Map<String, String> request) {
    Map<String, String> selected = new TreeMap<>();
    for (String name : values(answer, "Vary")) {
      selected.put(name, request.getOrDefault(name, ""));
    }
    return selected;
  }

  private static List<String> values(Api.Answer answer, String header) {
    return answer.response().headers().allValues(header).stream()
        .flatMap(line -> Arrays.stream(line.split(",", -1)))
        .map(each -> each.strip().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static Map<String, String> lower(String... headers) {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i].toLowerCase(Locale.ROOT), headers[i + 1]);
    }
    return all;
  }
}
