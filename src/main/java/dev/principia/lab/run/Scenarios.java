package dev.principia.lab.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.principia.lab.result.Figure;
import dev.principia.lab.result.Hypothesis;
import dev.principia.lab.result.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Reads the scenarios from `lab/scenarios/*.yaml`; what a file leaves out is as usual.
public final class Scenarios {
  private Scenarios() {}

  /// All of them, in the order of the report.
  public static List<Scenario> all() {
    return text("scenarios.txt").lines().map(Scenarios::read).toList();
  }

  /// One of them, or one that only sweeps use.
  static Scenario named(String id) {
    return read(id);
  }

  /// What is expected of them.
  static List<Hypothesis> hypotheses() {
    try {
      List<Hypothesis> all = new ArrayList<>();
      new YAMLMapper().readTree(text("hypotheses.yaml")).forEach(each -> all.add(hypothesis(each)));
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException("lab/hypotheses.yaml", e);
    }
  }

  private static Hypothesis hypothesis(JsonNode yaml) {
    return new Hypothesis(
        yaml.required("claim").asText(),
        yaml.required("scenario").asText(),
        Figure.valueOf(yaml.required("figure").asText()),
        yaml.required("arm").asText(),
        yaml.path("over").asText(""),
        yaml.has("per") ? List.of(Figure.valueOf(yaml.path("per").asText())) : List.of(),
        yaml.path("least").asDouble(0),
        yaml.path("most").asDouble(Hypothesis.NO_BOUND));
  }

  private static Scenario read(String id) {
    try {
      JsonNode yaml = new YAMLMapper().readTree(text("scenarios/" + id + ".yaml"));
      List<Scenario.Stream> streams = new ArrayList<>();
      yaml.required("streams").forEach(each -> streams.add(stream(each)));
      List<Double> factors = new ArrayList<>();
      yaml.path("ofCapacity").forEach(each -> factors.add(each.asDouble()));
      return new Scenario(
          id,
          yaml.required("title").asText(),
          yaml.required("question").asText(),
          yaml.required("expectation").asText(),
          streams,
          factors,
          yaml.path("downstreamMillis").asInt(0),
          yaml.path("connections").asInt(32),
          yaml.path("deadlineMillis").asInt(5_000),
          yaml.path("retries").asInt(0),
          yaml.path("stillMillis").asInt(0),
          yaml.path("seconds").asInt(0),
          settings(yaml.path("settings")));
    } catch (IOException e) {
      throw new UncheckedIOException("lab/scenarios/" + id + ".yaml", e);
    }
  }

  private static Scenario.Stream stream(JsonNode yaml) {
    return new Scenario.Stream(
        yaml.path("method").asText("GET"),
        yaml.required("path").asText(),
        yaml.path("signedIn").asBoolean(false),
        yaml.path("body").asText(""),
        yaml.required("perSecond").asDouble(),
        yaml.path("status").asInt(200),
        yaml.path("sameBytes").asBoolean(true),
        variants(yaml.path("variants")),
        yaml.path("warmUp").asText(""));
  }

  private static Map<String, String> settings(JsonNode yaml) {
    Map<String, String> settings = new TreeMap<>();
    yaml.properties().forEach(each -> settings.put(each.getKey(), each.getValue().asText()));
    return settings;
  }

  private static Map<String, List<String>> variants(JsonNode yaml) {
    Map<String, List<String>> variants = new LinkedHashMap<>();
    yaml.properties().forEach(each -> variants.put(each.getKey(), values(each.getValue())));
    return variants;
  }

  /// A list, or a range of numbers: `1..100`.
  private static List<String> values(JsonNode yaml) {
    if (yaml.isArray()) {
      List<String> values = new ArrayList<>();
      yaml.forEach(each -> values.add(each.asText()));
      return values;
    }
    String[] ends = yaml.asText().split("\\.\\.", 2);
    return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]))
        .mapToObj(Integer::toString)
        .toList();
  }

  private static String text(String name) {
    try (InputStream in = Scenarios.class.getResourceAsStream("/lab/" + name)) {
      if (in == null) {
        throw new IllegalStateException("lab/" + name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
