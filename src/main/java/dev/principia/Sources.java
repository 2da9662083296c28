package dev.principia;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Where settings come from, the strongest first: flags, environment, a file, the services that
/// `principia up` runs, defaults.
final class Sources {
  private static final String PREFIX = "PRINCIPIA_";

  /// Variables that are no settings: where settings are, and what the launcher reads.
  private static final Set<String> OTHERS =
      Set.of(
          "PRINCIPIA_CONFIG",
          "PRINCIPIA_JAVA_HOME",
          "PRINCIPIA_JVM_OPTS",
          "PRINCIPIA_PASSWORD",
          "PRINCIPIA_TOKEN");

  /// A value and the source that gave it.
  record Found(String value, String source) {}

  private final Map<String, Map<String, String>> layers = new LinkedHashMap<>();
  private final List<String> mistakes = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /// @param flags by key
  /// @param environment all variables of the process
  /// @param file a properties file, by key
  Sources(Map<String, String> flags, Map<String, String> environment, Optional<Path> file) {
    layers.put("flag", flags);
    layers.put("environment", environment(environment));
    file.ifPresent(path -> layers.put("file " + path, read(path)));
    checkKeys();
  }

  /// The same sources and, weaker than all of them but the defaults, one more.
  Sources with(String name, Map<String, String> values) {
    layers.put(name, values);
    return this;
  }

  Optional<Found> find(Setting setting) {
    for (Map.Entry<String, Map<String, String>> layer : layers.entrySet()) {
      String value = layer.getValue().get(setting.key());
      if (value != null && !value.isBlank()) {
        return Optional.of(new Found(value.strip(), layer.getKey()));
      }
    }
    return setting.fallback().map(value -> new Found(value, "default"));
  }

  /// What could not be read at all.
  List<String> mistakes() {
    return mistakes;
  }

  /// What is probably a spelling mistake.
  List<String> warnings() {
    return warnings;
  }

  private Map<String, String> environment(Map<String, String> environment) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Setting setting : Setting.values()) {
      String name = setting.environment();
      given(environment, name).ifPresent(value -> values.put(setting.key(), value));
      given(environment, name + "_FILE")
          .flatMap(file -> content(name + "_FILE", Path.of(file)))
          .ifPresent(value -> values.putIfAbsent(setting.key(), value));
    }
    warnOfUnknown(environment.keySet());
    return values;
  }

  /// Names are compared without their prefix, because one of the known ones is plain `PORT`.
  private void warnOfUnknown(Set<String> names) {
    Map<String, String> known = new TreeMap<>();
    OTHERS.forEach(name -> known.put(bare(name), name));
    for (Setting setting : Setting.values()) {
      known.put(bare(setting.environment()), setting.environment());
      known.put(bare(setting.environment()) + "_FILE", setting.environment() + "_FILE");
    }
    for (String name : new TreeSet<>(names)) {
      if (name.startsWith(PREFIX) && !known.containsValue(name)) {
        String meant = known.get(Nearest.to(bare(name), known.keySet()));
        warnings.add("%s is unknown; did you mean %s?".formatted(name, meant));
      }
    }
  }

  private static String bare(String name) {
    return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
  }

  /// The variable's value. Container tools set variables that nobody gave a value to be empty:
  /// these count as not set.
  static Optional<String> given(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  private Optional<String> content(String name, Path file) {
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (IOException e) {
      mistakes.add(name + " names " + file + ", which cannot be read");
      return Optional.empty();
    }
  }

  private Map<String, String> read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      mistakes.add("the configuration file " + file + " cannot be read");
    }
    Map<String, String> values = new LinkedHashMap<>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    return values;
  }

  private void checkKeys() {
    Set<String> known = new TreeSet<>();
    for (Setting setting : Setting.values()) {
      known.add(setting.key());
    }
    layers.forEach(
        (layer, values) ->
            values.keySet().stream()
                .filter(key -> !known.contains(key))
                .forEach(
                    key ->
                        mistakes.add(
                            "%s: unknown setting %s; did you mean %s?"
                                .formatted(layer, key, Nearest.to(key, known)))));
  }
}
