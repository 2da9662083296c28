package dev.principia.lab.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.lab.result.Interval.Says;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What follows from results that nobody measured.
final class VerdictTest {
  private static Cause cause(Arm arm, int downstream, int streams, Map<Figure, Double> figures) {
    Result result = new Cells(downstream, streams).add(arm, 0, figures).result();
    return Verdict.findings(result).getFirst().cause();
  }

  @Test
  void everyCauseIsToldByItsFigures() {
    assertEquals(Cause.ROOM, cause(Arm.A, 0, 1, Map.of()));
    assertEquals(Cause.CPU_BOUND, cause(Arm.A, 0, 1, Map.of(Figure.UTILISATION, 97.0)));
    assertEquals(Cause.LOOP_BLOCKED, cause(Arm.A, 0, 1, Map.of(Figure.LOOP_LATE, 20.0)));
    assertEquals(
        Cause.TOO_MANY_RUNNABLE,
        cause(Arm.A, 0, 1, Map.of(Figure.LOOP_LATE, 20.0, Figure.RUN_QUEUE, 1500.0)),
        "late because it waits for a core");
    assertEquals(Cause.POOL_BOUND, cause(Arm.C, 0, 1, Map.of(Figure.CONNECTIONS_BUSY, 99.0)));
    assertEquals(Cause.DATABASE_BOUND, cause(Arm.C, 0, 1, Map.of(Figure.STATEMENT, 1.5)));
    assertEquals(
        Cause.DOWNSTREAM,
        cause(Arm.A, 200, 1, Map.of(Figure.SERVICE_MEAN, 202.0, Figure.IN_FLIGHT, 300.0)));
    assertEquals(Cause.CARRIERS_STARVED, cause(Arm.C, 0, 2, Map.of(Figure.RESPONSE_P99, 60.0)));
    assertEquals(Cause.TOO_MANY_RUNNABLE, cause(Arm.D, 0, 1, Map.of(Figure.RUN_QUEUE, 300.0)));
    assertEquals(Cause.NOT_MEASURED, cause(Arm.D, 0, 1, Map.of(Figure.REACHED, 80.0)));
  }

  @Test
  void aCapOfThreadsIsExplainedByItsArithmetic() {
    Map<Figure, Double> capped =
        Map.of(
            Figure.OFFERED, 1500.0,
            Figure.ACHIEVED, 996.0,
            Figure.GOODPUT, 996.0,
            Figure.IN_FLIGHT, 800.0,
            Figure.SERVICE_MEAN, 803.0);
    Result result = new Cells(200, 1).add(Arm.D, 0, capped).result();
    Verdict.Finding finding = Verdict.findings(result).getFirst();
    assertEquals(Cause.THREAD_CAPPED, finding.cause());
    assertEquals(
        "996 of 1,500/s answered: at that rate and 200 ms of waiting 300 requests are in flight;"
            + " 200 threads can carry at most 1,000/s.",
        finding.sentence());
    List<Law> laws = Law.of(result);
    assertEquals(
        List.of("Little", "thread cap", "pool bound", "utilisation"),
        laws.stream().map(Law::name).toList());
    assertTrue(laws.stream().allMatch(Law::holds), laws::toString);
  }

  @Test
  void littlesLawNoticesAGeneratorThatMiscounts() {
    Result result = new Cells(0, 1).add(Arm.A, 0, Map.of(Figure.IN_FLIGHT, 3.0)).result();
    Law little = Law.of(result).getFirst();
    assertEquals("Little", little.name());
    assertEquals(0.5, little.residual(), 1e-9);
    assertTrue(!little.holds());
  }

  @Test
  void aDifferenceCountsOutsideOfNoiseAndPracticeOnly() {
    Interval quiet = new Interval(1, 0.99, 1.01);
    assertEquals(Says.LOWER, new Interval(0.8, 0.78, 0.82).against(quiet));
    assertEquals(Says.HIGHER, new Interval(1.2, 1.1, 1.3).against(quiet));
    assertEquals(
        Says.NO_PRACTICAL_DIFFERENCE, new Interval(0.97, 0.96, 0.98).against(quiet), "small");
    assertEquals(
        Says.NO_PRACTICAL_DIFFERENCE, new Interval(0.8, 0.6, 1.1).against(quiet), "spread");
    Interval noisy = new Interval(1, 0.9, 1.3);
    assertEquals(
        Says.NO_PRACTICAL_DIFFERENCE, new Interval(0.8, 0.78, 0.82).against(noisy), "noise");
  }

  @Test
  void ratiosArePairedInsideABlock() {
    // The machine gets twice as slow from block to block; the arms' ratio is steady.
    Result result =
        new Cells(0, 1)
            .blocks(Arm.A, Figure.CPU, 100, 200, 400)
            .blocks(Arm.TWIN, Figure.CPU, 101, 199, 402)
            .blocks(Arm.A1, Figure.CPU, 125, 251, 499)
            .result();
    Interval ratio = Statistics.ratio(result, "read", "A", "A1", Figure.CPU).orElseThrow();
    assertEquals(0.8, ratio.middle(), 0.01);
    assertTrue(ratio.high() < 0.81, ratio::toString);
    Contrast pipelining = Contrast.of(result, "read", Figure.CPU).getFirst();
    assertEquals("pipelining", pipelining.differs());
    assertEquals(Optional.of(Says.LOWER), pipelining.says());
    assertEquals(
        "CPU per request: A 200 µs, A1 251 µs, a factor of 0.80 [0.80, 0.80]: pipelining lowers"
            + " it.",
        Verdict.differences(result, "read").getFirst());
  }

  @Test
  void oneBlockIsNoStatistics() {
    Result result =
        new Cells(0, 1).blocks(Arm.A, Figure.CPU, 100).blocks(Arm.A1, Figure.CPU, 150).result();
    assertEquals(Optional.empty(), Statistics.ratio(result, "read", "A", "A1", Figure.CPU));
    assertEquals(List.of(), Verdict.differences(result, "read"));
  }

  @Test
  void aGateRefusesTheFiguresThatItIsAboutAndNoOthers() {
    Result late = new Cells(0, 1).add(Arm.A, 0, Map.of(Figure.LAG_P99, 3.0)).result();
    Cell cell = late.cells().getFirst();
    assertEquals(List.of(Gate.LAG), cell.flags());
    assertTrue(cell.figure(Figure.RESPONSE_P99).isEmpty());
    assertTrue(cell.figure(Figure.CPU).isPresent());
  }

  @Test
  void aHypothesisIsHeldAgainstMediansAndNeverBent() {
    Result measured =
        new Cells(0, 1)
            .blocks(Arm.A, Figure.CPU, 80, 90, 100)
            .blocks(Arm.A1, Figure.CPU, 100, 100, 100)
            .result();
    Hypothesis cheaper = new Hypothesis("", "read", Figure.CPU, "A", "A1", List.of(), 0, 0.95);
    Hypothesis wrong = new Hypothesis("", "read", Figure.CPU, "A", "", List.of(), 0, 50);
    Hypothesis unknown = new Hypothesis("", "read", Figure.CPU, "A", "D", List.of(), 0, 1);
    Hypothesis share =
        new Hypothesis("", "read", Figure.GOODPUT, "A", "", List.of(Figure.OFFERED), 0.98, 1.02);
    Result result = measured.expecting(List.of(cheaper, wrong, unknown, share));
    assertEquals(
        List.of(
            Hypothesis.Outcome.HIT,
            Hypothesis.Outcome.MISS,
            Hypothesis.Outcome.NOT_MEASURED,
            Hypothesis.Outcome.HIT),
        Hypothesis.judged(result).stream().map(Hypothesis.Judged::outcome).toList());
  }

  @Test
  void theSmallestPoolThatIsAsGoodAsAnyIsEnough() {
    List<Point> points =
        List.of(carries(1, 900), carries(2, 1980), carries(4, 2000), carries(8, 1900));
    assertEquals(
        List.of("read: 2 are enough: they carry 1,980/s, and no pool carries more than 2,000/s."),
        Point.optima(points));
  }

  private static Point carries(int connections, double perSecond) {
    return new Point("pool", "read", "C", connections, Map.of(Figure.CAPACITY, perSecond));
  }

  @Test
  void anotherGeneratorMustSeeTheSameWithinATenth() {
    assertTrue(new Agreement("h2load", 500, 41, 40, 0.3, 0.9, 9).agrees());
    assertTrue(new Agreement("h2load", 500, 90, 40, 0.3, 0.31, 9).agrees());
    assertTrue(!new Agreement("h2load", 500, 50, 40, 0.3, 0.9, 9).agrees());
  }
}
