package dev.principia.lab.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.principia.lab.result.Cell;
import dev.principia.lab.result.Contrast;
import dev.principia.lab.result.Figure;
import dev.principia.lab.result.Gate;
import dev.principia.lab.result.Hypothesis;
import dev.principia.lab.result.Interval;
import dev.principia.lab.result.Law;
import dev.principia.lab.result.Point;
import dev.principia.lab.result.Result;
import dev.principia.lab.result.Scenario;
import dev.principia.lab.result.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `report.html`: one file with everything in it, so that it can be sent and kept.
public final class Report {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CHARTS = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

  private Report() {}

  /// Writes the report beside the result and returns where.
  public static Path write(Path directory, Result result) throws IOException {
    Path file = directory.resolve("report.html");
    return Files.writeString(file, html(result));
  }

  static String html(Result result) throws IOException {
    return text("/lab/report.html")
        .replace("/*charts.css*/", text(CHARTS + "uPlot.min.css"))
        .replace("/*report.css*/", text("/lab/report.css"))
        .replace("/*charts.js*/", text(CHARTS + "uPlot.iife.min.js"))
        .replace("/*report.js*/", text("/lab/report.js"))
        .replace("/*data*/", data(result).replace("<", "\\u003c"));
  }

  /// All that the page shows: the result and what the verdict makes of it.
  private static String data(Result result) throws IOException {
    ObjectNode data = JSON.createObjectNode();
    data.set("result", JSON.valueToTree(result));
    data.set("quantiles", JSON.valueToTree(Cell.QUANTILES));
    data.set("findings", findings(result));
    data.set("laws", JSON.valueToTree(Law.of(result)));
    data.set("hypotheses", hypotheses(result));
    ArrayNode agreements = data.putArray("agreements");
    result.agreements().forEach(each -> agreements.add(each.sentence()));
    data.set("optima", JSON.valueToTree(Point.optima(result.points())));
    data.set("listeners", JSON.valueToTree(Point.listeners(result.points())));
    ObjectNode differences = data.putObject("differences");
    ArrayNode contrasts = data.putArray("contrasts");
    for (Scenario scenario : result.scenarios()) {
      differences.set(scenario.id(), JSON.valueToTree(Verdict.differences(result, scenario.id())));
      for (Figure figure : List.of(Figure.CPU, Figure.RESPONSE_P99, Figure.ALLOCATED)) {
        Optional<Interval> noise = Contrast.noise(result, scenario.id(), figure);
        Contrast.of(result, scenario.id(), figure)
            .forEach(contrast -> contrasts.add(contrast(contrast, noise)));
      }
    }
    units(data.putObject("figures"));
    ObjectNode gates = data.putObject("gates");
    for (Gate gate : Gate.values()) {
      gates.put(gate.name(), gate.words());
    }
    return JSON.writeValueAsString(data);
  }

  private static ArrayNode findings(Result result) {
    ArrayNode all = JSON.createArrayNode();
    for (Verdict.Finding finding : Verdict.findings(result)) {
      all.addObject()
          .put("scenario", finding.scenario())
          .put("arm", finding.arm())
          .put("cause", finding.cause().word())
          .put("sentence", finding.sentence());
    }
    return all;
  }

  private static ArrayNode hypotheses(Result result) {
    ArrayNode all = JSON.createArrayNode();
    for (Hypothesis.Judged judged : Hypothesis.judged(result)) {
      ObjectNode node =
          all.addObject()
              .put("claim", judged.hypothesis().claim())
              .put("scenario", judged.hypothesis().scenario())
              .put("reckoned", judged.hypothesis().reckoned())
              .put("expected", judged.hypothesis().expected())
              .put("outcome", judged.outcome().word());
      if (judged.outcome() != Hypothesis.Outcome.NOT_MEASURED) {
        node.put("value", judged.value());
      }
    }
    return all;
  }

  private static ObjectNode contrast(Contrast contrast, Optional<Interval> noise) {
    ObjectNode node =
        JSON.createObjectNode()
            .put("scenario", contrast.scenario())
            .put("differs", contrast.differs())
            .put("over", contrast.over())
            .put("under", contrast.under())
            .put("figure", contrast.figure().name());
    contrast.ratio().ifPresent(ratio -> node.set("ratio", JSON.valueToTree(ratio)));
    contrast.says().ifPresent(says -> node.put("says", says.name()));
    noise.ifPresent(band -> node.set("noise", JSON.valueToTree(band)));
    return node;
  }

  private static void units(ObjectNode node) {
    for (Figure figure : Figure.values()) {
      node.putObject(figure.name()).put("unit", figure.unit()).put("meaning", figure.meaning());
    }
  }

  private static String text(String resource) throws IOException {
    try (InputStream in = Report.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException(resource + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
