package dev.principia.lab.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// The generator asked for what is known. Counts and known waits only: times of this machine are
/// nobody's business here.
@Isolated
final class GeneratorTest {
  private static final Duration LONG = Duration.ofSeconds(5);

  private static Recording run(int port, Load load) {
    try (Generator generator = new Generator(port)) {
      return generator.start(load).finished().join();
    }
  }

  private static Load load(String path, double rate, double seconds, Duration deadline) {
    return Load.open(
        List.of(Ask.get(path)),
        Arrivals.poisson(List.of(new Arrivals.Phase(rate, seconds)), 1),
        Duration.ZERO,
        16,
        deadline);
  }

  @Test
  void whatIsKnownComesOutAndAClosedLoopOverlooksIt() {
    try (Stub stub = new Stub()) {
      Runnable stop = () -> stub.standStill(Hiccup.stillMillis());
      Hiccup open = Hiccup.open(stub.port(), "/", stop, 8);
      Hiccup closed = Hiccup.closed(stub.port(), stop, 4);
      assertTrue(open.isRight(), open::toString);
      assertTrue(!closed.isRight() && closed.p99() < 50, closed::toString);
    }
  }

  @Test
  void everyRequestThatWasDueIsAskedAndAnsweredOnce() {
    try (Stub stub = new Stub()) {
      Recording recording = run(stub.port(), load("/?ms=20", 400, 2, Duration.ofSeconds(10)));
      assertEquals(recording.due(), recording.response.getTotalCount());
      assertTrue(Math.abs(recording.due() - 800) < 120, () -> "due: " + recording.due());
      assertEquals(0, recording.errors() + recording.timeouts());
      assertTrue(recording.response.getMinValue() >= 19_000, "nothing is answered too early");
      double little =
          recording.answered() / recording.seconds() * recording.service.getMean() / 1e6;
      assertEquals(little, recording.meanInFlight(), 0.15 * little + 0.5);
    }
  }

  @Test
  void whatIsGivenUpStaysInTheFigures() {
    try (Stub stub = new Stub()) {
      Recording recording = run(stub.port(), load("/?ms=5000", 50, 0.5, Duration.ofMillis(300)));
      assertTrue(recording.due() > 0);
      assertEquals(recording.due(), recording.timeouts());
      assertEquals(recording.due(), recording.response.getTotalCount());
      assertTrue(recording.response.getMinValue() >= 299_000, "given up at its deadline");
      assertEquals(0, recording.good());
    }
  }

  @Test
  void anAnswerThatNobodyExpectedIsAnError() {
    try (Stub stub = new Stub()) {
      Ask ask = Ask.of("GET", "/", Map.of("Host", "a"), "", 201, 1);
      Recording recording = run(stub.port(), one(ask));
      assertEquals(recording.due(), recording.errors());
      assertEquals(0, recording.good());
    }
  }

  @Test
  void arrivalsKeepTheirRatesAndTheirSeed() {
    List<Arrivals.Phase> phases =
        List.of(new Arrivals.Phase(1000, 10), new Arrivals.Phase(4000, 10));
    Arrivals one = Arrivals.poisson(phases, 3);
    Arrivals same = Arrivals.poisson(phases, 3);
    int early = 0;
    int late = 0;
    for (long due = one.next(); due != Long.MAX_VALUE; due = one.next()) {
      assertEquals(due, same.next());
      early += due < 10_000_000_000L ? 1 : 0;
      late += due < 10_000_000_000L ? 0 : 1;
    }
    assertEquals(10_000, early, 400);
    assertEquals(40_000, late, 800);
  }

  @Test
  void whatIsRefusedIsSentAgainAndCountsOnce() {
    try (Stub stub = new Stub()) {
      Ask refused = Ask.of("GET", "/", Map.of("Host", "a"), "", 201, 1);
      Recording recording = run(stub.port(), one(refused).retrying(2));
      assertEquals(2 * recording.due(), recording.again());
      assertEquals(3 * recording.due(), recording.answered());
      assertEquals(recording.due(), recording.errors());
      assertEquals(recording.due(), recording.response.getTotalCount());
    }
  }

  @Test
  void whatIsLateIsGivenUpAndSentAgain() {
    try (Stub stub = new Stub()) {
      Load load = load("/?ms=5000", 50, 0.5, Duration.ofMillis(200)).retrying(1);
      Recording recording = run(stub.port(), load);
      assertEquals(recording.due(), recording.timeouts());
      assertTrue(recording.response.getMinValue() >= 399_000, "given up twice");
    }
  }

  @Test
  void variantsTakeTurns() {
    try (Stub stub = new Stub()) {
      Ask both = Ask.inTurns(List.of(Ask.get("/"), Ask.get("/?ms=60")));
      Recording recording = run(stub.port(), one(both));
      long slow = recording.response.getCountBetweenValues(59_000, 1_000_000);
      assertTrue(Math.abs(2 * slow - recording.due()) <= 4, () -> slow + " of " + recording.due());
    }
  }

  @Test
  void theStubsTimesScatterAroundTheirMedianTheSameEachTime() {
    try (Stub stub = new Stub()) {
      stub.seed(1);
      Recording recording = run(stub.port(), load("/?ms=20&p99=100", 500, 2, LONG));
      double median = recording.response.getValueAtPercentile(50) / 1e3;
      assertTrue(median >= 17 && median < 40, () -> "median: " + median);
      assertTrue(recording.response.getValueAtPercentile(99) >= 60_000, "a tail");
      assertTrue(recording.response.getMinValue() < 19_000, "and faster ones");
    }
  }

  private static Load one(Ask ask) {
    Arrivals arrivals = Arrivals.uniform(new Arrivals.Phase(100, 0.5));
    return Load.open(List.of(ask), arrivals, Duration.ZERO, 2, LONG);
  }
}
