package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.lab.load.Ask;
import dev.principia.lab.result.Arm;
import dev.principia.lab.result.Cause;
import dev.principia.lab.result.Cell;
import dev.principia.lab.result.Figure;
import dev.principia.lab.result.Law;
import dev.principia.lab.result.Result;
import dev.principia.lab.result.Scenario;
import dev.principia.lab.result.Verdict;
import dev.principia.lab.run.Asks;
import dev.principia.lab.run.BlockingStatements;
import dev.principia.lab.run.Place;
import dev.principia.lab.run.Scenarios;
import dev.principia.lab.run.Target;
import dev.principia.lab.run.Window;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// The lab on real servers with a fault that somebody has put there: it must name it. Asserted are
/// counts and causes; how fast this machine is says nothing.
@Isolated
final class LabFaultsTest {
  /// Nobody's: how busy the machine is must not decide a test.
  private static final int NO_PROCESS = 0;

  private static Scenario scenario(int downstreamMillis, Scenario.Stream... streams) {
    return new Scenario(
        "fault",
        "",
        "",
        "",
        List.of(streams),
        List.of(),
        downstreamMillis,
        64,
        2000,
        0,
        0,
        0,
        Map.of());
  }

  private static Scenario.Stream stream(String path, double perSecond) {
    return new Scenario.Stream("GET", Api.V1 + path, false, "", perSecond, 200, true, Map.of(), "");
  }

  private static Result measured(App app, Arm arm, Scenario scenario) throws Exception {
    double all = scenario.perSecond();
    List<Ask> asks =
        scenario.streams().stream()
            .map(s -> Ask.of("GET", s.path(), Map.of("Host", "a"), "", 200, s.perSecond() / all))
            .toList();
    try (Database database = new Database(Services.shared().config(Map.of()))) {
      Target target = new Target(app.port(), app.managementPort(), NO_PROCESS);
      Cell cell =
          new Window(target, scenario, arm, 0, 3, 1, 1, new BlockingStatements(database.db()))
              .measure(asks, 0, true);
      return new Result(
          Result.SCHEMA,
          "",
          "smoke",
          1,
          1,
          3,
          Map.of(),
          List.of(arm),
          List.of(scenario),
          // Whether this machine kept the generator waiting is not the question.
          List.of(
              new Cell(
                  cell.scenario(),
                  cell.arm(),
                  0,
                  1,
                  List.of(),
                  true,
                  cell.figures(),
                  cell.response(),
                  cell.service(),
                  cell.perSecond())),
          List.of(),
          List.of(),
          List.of(),
          List.of());
    }
  }

  private static Arm arm(String threads, int connections, int most) {
    return new Arm("X", threads, Map.of("threads", threads), connections, most);
  }

  private static Cause cause(Result result) {
    return Verdict.findings(result).getFirst().cause();
  }

  private static double at(Result result, Figure figure) {
    return result.median("fault", "X", figure).orElse(Double.NaN);
  }

  @Test
  void aBlockedLoopIsNamed() throws Exception {
    try (App app = Server.EVENT_LOOP.another(Map.of("loops", "1", "roles", "web"))) {
      Scenario mix = scenario(0, stream("/lab/sleep?ms=0", 50), stream("/lab/block?ms=200", 1.5));
      Result result = measured(app, arm("loop", 1, 0), mix);
      assertEquals(Cause.LOOP_BLOCKED, cause(result), () -> Verdict.findings(result).toString());
    }
  }

  @Test
  @Proves("24.3")
  void blockingTheLoopHoldsUpEverybodyElseAndIsWarnedOf() {
    Map<String, String> one = Map.of("loops", "1", "roles", "web", "blocked-warning", "100");
    try (App app = Server.EVENT_LOOP.another(one)) {
      Api api = Api.on(app.port());
      long start = System.nanoTime();
      var blocked = api.sendAsync("GET", Api.V1 + "/lab/block?ms=800", BodyPublishers.noBody());
      // Asked again and again from here on, because it is not known when the block begins.
      double slowest = 0;
      while (!blocked.isDone()) {
        long asked = System.nanoTime();
        api.get("/version").is(200);
        slowest = Math.max(slowest, (System.nanoTime() - asked) / 1e6);
      }
      assertTrue(System.nanoTime() - start >= 800_000_000);
      assertTrue(slowest >= 400, "a page that needs nothing took at most " + slowest + " ms");
      assertTrue(BlockedLoops.take().stream().anyMatch(each -> each.contains("has been blocked")));
    }
  }

  @Test
  void aPoolThatIsTooSmallAndADatabaseThatIsTooSlowAreToldApart() throws Exception {
    Scenario slow = scenario(0, stream("/lab/query?ms=50", 60));
    try (App app = Server.PLATFORM.another(Map.of("postgres-connections", "2"))) {
      Result small = measured(app, arm("platform", 2, 0), slow);
      assertEquals(Cause.POOL_BOUND, cause(small), () -> Verdict.findings(small).toString());
      assertTrue(at(small, Figure.GOODPUT) <= 41, "2 connections, 50 ms: 40 a second");
    }
    try (App app = Server.PLATFORM.another(Map.of("postgres-connections", "16"))) {
      Result large = measured(app, arm("platform", 16, 0), slow);
      assertEquals(Cause.DATABASE_BOUND, cause(large), () -> Verdict.findings(large).toString());
    }
  }

  @Test
  void twentyThreadsCarryTwoHundredCallsASecondAndVirtualThreadsHaveNoCap() throws Exception {
    Scenario waiting = scenario(100, stream("/lab/downstream?ms=100", 300));
    Map<String, String> few = Map.of("max-threads", "20");
    try (App app = Server.PLATFORM.another(few)) {
      Result capped = measured(app, arm("platform", 8, 20), waiting);
      assertTrue(at(capped, Figure.ACHIEVED) <= 204, () -> capped.cells().toString());
      assertEquals(Cause.THREAD_CAPPED, cause(capped), () -> Verdict.findings(capped).toString());
      assertTrue(
          Law.of(capped).stream().anyMatch(law -> law.name().equals("thread cap") && law.holds()));
    }
    try (App app = Server.VIRTUAL.another(few)) {
      Result free = measured(app, arm("virtual", 8, 0), waiting);
      assertTrue(at(free, Figure.ACHIEVED) > 204, () -> free.cells().toString());
    }
  }

  @Test
  void everyArmGivesTheSameAnswersToEveryScenario() throws Exception {
    Place place =
        new Place(
            Map.of(),
            Person.signedUp(Server.EVENT_LOOP.api()).email(),
            Person.PASSWORD,
            Path.of("."),
            () -> new Place.Counted(0, 0),
            "",
            "");
    new Asks(place, new Target(Server.EVENT_LOOP.port(), 0, NO_PROCESS)).stock();
    for (Scenario scenario : Scenarios.all()) {
      for (Scenario.Stream stream : scenario.streams()) {
        String first = golden(place, Server.EVENT_LOOP, stream);
        assertTrue(first.startsWith(stream.status() + " "), first);
        assertEquals(first, golden(place, Server.PLATFORM, stream), stream.path());
        assertEquals(first, golden(place, Server.VIRTUAL, stream), stream.path());
      }
    }
  }

  private static String golden(Place place, Server server, Scenario.Stream stream)
      throws Exception {
    return new Asks(place, new Target(server.port(), 0, NO_PROCESS)).golden(stream);
  }
}
