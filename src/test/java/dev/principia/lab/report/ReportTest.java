package dev.principia.lab.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.lab.result.Agreement;
import dev.principia.lab.result.Arm;
import dev.principia.lab.result.Cell;
import dev.principia.lab.result.Figure;
import dev.principia.lab.result.Gate;
import dev.principia.lab.result.Hypothesis;
import dev.principia.lab.result.Point;
import dev.principia.lab.result.Price;
import dev.principia.lab.result.Result;
import dev.principia.lab.run.ResultFile;
import dev.principia.lab.run.Scenarios;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A result goes to its file and its page, and comes back the same.
final class ReportTest {
  @TempDir private Path directory;

  /// Three blocks in which each arm has its known cost and scatter.
  private static Result result() {
    List<Cell> cells = new ArrayList<>();
    List<String> scenarios = List.of("read", "downstream", "cpu", "overload");
    for (int block = 0; block < 3; block++) {
      for (String scenario : scenarios) {
        for (int arm = 0; arm < Arm.ALL.size(); arm++) {
          cells.add(cell(scenario, Arm.ALL.get(arm), block, 60 + 8 * arm + 3 * block));
        }
      }
    }
    return new Result(
        Result.SCHEMA,
        "2026-01-21T09:00:00Z",
        "quick",
        1,
        3,
        6,
        Map.of("cores", "</script><b>two</b>"),
        Arm.ALL,
        Scenarios.all().stream().filter(s -> scenarios.contains(s.id())).toList(),
        cells,
        List.of(
            new Price("event loop", "bare", 12, 900), new Price("event loop", "all", 70, 28000)),
        List.of(
            new Hypothesis("A is cheaper", "read", Figure.CPU, "A", "D", List.of(), 0, 0.9),
            new Hypothesis("D keeps up", "read", Figure.GOODPUT, "D", "", List.of(), 600, 700)),
        List.of(new Agreement("h2load", 500, 41, 40, 0.3, 0.5, 9)),
        List.of(
            new Point("pool", "read", "C", 1, Map.of(Figure.CAPACITY, 900.0)),
            new Point("pool", "read", "C", 2, Map.of(Figure.CAPACITY, 2000.0)),
            new Point("pool", "read", "C", 4, Map.of(Figure.CAPACITY, 2050.0)),
            new Point("rate", "read", "A", 500, Map.of(Figure.RESPONSE_P99, 4.0)),
            new Point("rate", "read", "A", 900, Map.of(Figure.RESPONSE_P99, 40.0))));
  }

  private static Cell cell(String scenario, Arm arm, int block, double cpu) {
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    for (Figure figure : Figure.values()) {
      figures.put(figure, 1.0);
    }
    figures.putAll(
        Map.of(
            Figure.CPU,
            cpu,
            Figure.OFFERED,
            500.0,
            Figure.GOODPUT,
            500.0,
            Figure.ACHIEVED,
            500.0,
            Figure.REACHED,
            100.0,
            Figure.UTILISATION,
            40.0,
            Figure.STEAL,
            0.0,
            Figure.RUN_QUEUE,
            9.0));
    figures.put(Figure.STATEMENT, 0.1);
    figures.put(Figure.LAG_P99, block == 2 && scenario.equals("cpu") ? 4.0 : 0.2);
    List<Double> times = new ArrayList<>();
    for (double quantile : Cell.QUANTILES) {
      times.add(cpu / 40 + 0.2 / (1.0001 - quantile * 0.999));
    }
    List<Long> perSecond = List.of(500L, 480L, 300L, 310L, 450L, 500L, 0L);
    return new Cell(
            scenario, arm.id(), block, 1, List.of(), block > 0, figures, times, times, perSecond)
        .gated();
  }

  @Test
  void aResultComesBackFromItsFileAsItWas() throws IOException {
    ResultFile.write(directory, result());
    assertEquals(result(), ResultFile.read(directory));
  }

  @Test
  void theFileIsAsItsSchemaSays() throws IOException {
    ResultFile.write(directory, result());
    JsonObject schema =
        new JsonObject(Files.readString(Path.of("src/main/resources/lab/result.schema.json")));
    OutputUnit outcome =
        Validator.create(
                JsonSchema.of(schema),
                new JsonSchemaOptions()
                    .setBaseUri("https://principia.invalid")
                    .setDraft(Draft.DRAFT202012))
            .validate(new JsonObject(Files.readString(directory.resolve("result.json"))));
    assertTrue(outcome.getValid(), () -> String.valueOf(outcome.getErrors()));
  }

  @Test
  void thePageIsOneFileAndNothingInTheDataEndsItsScript() throws IOException {
    Path page = Report.write(directory, result());
    String html = Files.readString(page);
    assertTrue(html.contains("uPlot"), "the charts are inside");
    assertTrue(!html.contains("<script src") && !html.contains("<link"), "nothing is outside");
    assertTrue(!html.contains("</script><b>"));
  }

  @Test
  void theTableShowsEveryArmAndHidesWhatAGateRefuses() {
    String table = Table.of(result());
    Arm.ALL.forEach(arm -> assertTrue(table.contains(arm.name()), table));
    assertTrue(table.contains("pipelining lowers it"), table);
    assertEquals(List.of(Gate.LAG), result().cells("cpu", "A").getLast().flags());
  }

  @Test
  void twoRunsOfTheSameFiguresDoNotDiffer() {
    String same = Table.comparison(result(), result());
    assertTrue(same.contains("+0 %  no practical difference"), same);
  }
}
