package dev.principia.lab.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.principia.lab.result.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads the scenarios from `lab/scenarios/*.yaml`; what a file leaves out is as usual.
public final class Scenarios {
  private Scenarios() {}

  /// All of them, in the order of the report.
  public static List<Scenario> all() {
    return text("scenarios.txt").lines().map(Scenarios::read).toList();
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
          yaml.path("deadlineMillis").asInt(5_000));
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
        yaml.path("sameBytes").asBoolean(true));
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
