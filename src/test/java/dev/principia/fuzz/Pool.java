package dev.principia.fuzz;

import dev.principia.contract.Contract;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// What answers have shown: ids, slugs, cursors and tokens, by the name of the member or of the
/// parameter of a path that they stand for. With them requests reach what exists.
final class Pool {
  private static final int MOST = 24;
  private static final int LONGEST = 512;

  private final Map<String, List<String>> known = new HashMap<>();
  private final List<String[]> templates;

  Pool(List<Subject> subjects) {
    templates =
        subjects.stream().map(each -> each.path().substring(1).split("/", -1)).distinct().toList();
  }

  /// A value is known by this name.
  void add(String name, String value) {
    if (value.isEmpty() || value.length() > LONGEST) {
      return;
    }
    List<String> values = known.computeIfAbsent(name, first -> new ArrayList<>());
    if (!values.contains(value)) {
      if (values.size() == MOST) {
        values.remove(MOST / 2);
      }
      values.add(value);
    }
  }

  /// One of them.
  Optional<String> any(String name, Random random) {
    return Optional.ofNullable(known.get(name)).map(values -> Corpus.of(random, values));
  }

  /// Learns from an answer.
  ///
  /// @param path of what was asked, below the base path
  void learn(String path, Optional<String> location, @Nullable Object body) {
    location.ifPresent(this::address);
    learn("", path, body);
  }

  private void learn(String name, String path, @Nullable Object value) {
    switch (value) {
      case JsonObject object -> {
        for (String id : List.of("id", "slug")) {
          item(path, object.getValue(id));
        }
        object.forEach(member -> learn(member.getKey(), path, member.getValue()));
      }
      case JsonArray array -> array.stream().limit(8).forEach(each -> learn(name, path, each));
      case String text -> {
        add(name, text);
        address(text);
      }
      case null, default -> {}
    }
  }

  /// An item of a list at `/notes` is probably what `/notes/{note}` names.
  private void item(String path, @Nullable Object id) {
    if (id instanceof String text) {
      parameters((path + "/" + text).substring(1).split("/", -1));
    }
  }

  private void address(String text) {
    int start = text.indexOf(Contract.BASE + "/");
    if (start >= 0) {
      String path = text.substring(start + Contract.BASE.length() + 1).replaceAll("[?#].*", "");
      parameters(path.split("/", -1));
    }
  }

  private void parameters(String[] path) {
    for (String[] template : templates) {
      if (template.length == path.length && fits(template, path)) {
        for (int i = 0; i < path.length; i++) {
          if (template[i].startsWith("{")) {
            add(template[i], path[i]);
          }
        }
      }
    }
  }

  private static boolean fits(String[] template, String[] path) {
    for (int i = 0; i < path.length; i++) {
      if (!template[i].startsWith("{") && !template[i].equals(path[i])) {
        return false;
      }
    }
    return true;
  }
}
