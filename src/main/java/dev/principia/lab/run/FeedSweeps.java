package dev.principia.lab.run;

import dev.principia.lab.load.Crowd;
import dev.principia.lab.load.Realtime;
import dev.principia.lab.load.Stub;
import dev.principia.lab.result.Arm;
import dev.principia.lab.result.Cell;
import dev.principia.lab.result.Figure;
import dev.principia.lab.result.Point;
import dev.principia.lab.result.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/// What clients cost that only listen, and how soon they hear of a change; and what those do to
/// everybody else who listen and take nothing.
///
/// @param say is told each point
public record FeedSweeps(Place place, Cores cores, Stub stub, Consumer<String> say) {
  private static final List<Integer> CROWDS = List.of(1, 10, 100, 1_000, 2_500, 5_000, 10_000);
  private static final List<Integer> STALLING = List.of(0, 50, 100, 200);
  private static final int ATTENTIVE = 20;
  private static final int AT_ONCE = 100;
  private static final int MESSAGES = 2_000;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// Heartbeats would be work, and what is asked is what idleness costs.
  private static final Map<String, String> ROOM =
      Map.of(
          "live-per-account", "100000",
          "live-connections", "20000",
          "live-heartbeat", "600000",
          "event-heartbeat", "600000");

  /// A stream of the blocking server holds a thread, and half of the threads are kept for requests.
  private static final Map<String, String> THREADS = Map.of("max-threads", "20100");

  /// Who is asked: arms, and the ways to listen that each has.
  private record Side(Arm arm, Feed.Kind kind) {}

  private static final List<Side> SIDES =
      List.of(
          new Side(Arm.A, Feed.Kind.WEBSOCKET),
          new Side(Arm.A, Feed.Kind.SSE),
          new Side(Arm.C, Feed.Kind.SSE),
          new Side(Arm.D, Feed.Kind.SSE));

  /// A crowd that grows to ten thousand; at each size some changes, of which all are told.
  public List<Point> idle() throws IOException, InterruptedException {
    List<Point> points = new ArrayList<>();
    for (Side side : SIDES) {
      try {
        idle(side, points);
      } catch (IOException | IllegalStateException e) {
        say.accept("There are no more than that on " + side.arm.id() + ": " + e);
      }
    }
    return points;
  }

  private void idle(Side side, List<Point> points) throws IOException, InterruptedException {
    try (ServerProcess server = start(side.arm, THREADS);
        Crowd crowd = Crowd.attentive(server.target().port())) {
      Feed feed = feed(server);
      for (int size : CROWDS) {
        grow(crowd, feed, side.kind, size);
        Map<Figure, Double> figures = changes(server.target(), feed, crowd);
        figures.putAll(quiet(server.target()));
        points.add(point("idle", side, size, figures));
      }
    }
  }

  private ServerProcess start(Arm arm, Map<String, String> more)
      throws IOException, InterruptedException {
    return place.start(cores, stub, Place.SERVE, List.of(arm.settings(), ROOM, more));
  }

  private Feed feed(ServerProcess server) throws IOException, InterruptedException {
    Asks asks = new Asks(place, server.target());
    asks.stock();
    return new Feed(server.target(), asks.token());
  }

  private static void grow(Crowd crowd, Feed feed, Feed.Kind kind, int size)
      throws IOException, InterruptedException {
    int missing = size - crowd.size();
    for (int more = Math.min(missing, AT_ONCE); more > 0; more = Math.min(missing, AT_ONCE)) {
      crowd.add(feed.openings(kind, more), PATIENCE);
      missing -= more;
    }
  }

  /// Changes, one after the other; the first two are not counted.
  private static Map<Figure, Double> changes(Target target, Feed feed, Crowd crowd)
      throws IOException, InterruptedException {
    int times = Math.clamp(MESSAGES / Math.max(1, crowd.size()), 3, 40);
    // Whatever was left by others, the first one below is a change.
    feed.change(1);
    change(feed, crowd, 0);
    change(feed, crowd, 1);
    Histogram micros = new Histogram(60_000_000, 3);
    Sample before = sample(target);
    for (int turn = 0; turn < times; turn++) {
      micros.add(change(feed, crowd, turn));
    }
    double messages = Math.max(1, micros.getTotalCount());
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    figures.put(Figure.LISTENERS, (double) crowd.size());
    figures.put(Figure.HEARD_P50, micros.getValueAtPercentile(50) / 1e3);
    figures.put(Figure.HEARD_P99, micros.getValueAtPercentile(99) / 1e3);
    figures.put(Figure.HEARD_CPU, sample(target).ranSince(before) / 1e3 / messages);
    figures.put(
        Figure.UNHEARD,
        100 * (1 - micros.getTotalCount() / (double) Math.max(1, times * crowd.size())));
    return figures;
  }

  private static Histogram change(Feed feed, Crowd crowd, int turn)
      throws IOException, InterruptedException {
    CompletableFuture<Histogram> all = crowd.listen();
    feed.change(turn);
    try {
      return all.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return crowd.heard();
    }
  }

  private static Sample sample(Target target) {
    return Sample.cheap(target.pid(), 0, new Metrics(Map.of()), new Place.Counted(0, 0));
  }

  /// Memory after a collection, and threads.
  private static Map<Figure, Double> quiet(Target target) throws IOException, InterruptedException {
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    if (Cores.run(jcmd, Long.toString(target.pid()), "GC.run")) {
      figures.put(
          Figure.HEAP,
          Metrics.of(target.managementPort()).sum("jvm_memory_used_bytes", "area=\"heap\"") / 1e6);
    }
    if (Kernel.isKnown()) {
      figures.put(Figure.RSS, Kernel.resident(target.pid()) / 1e6);
      figures.put(Figure.THREADS, (double) Kernel.threads(target.pid()).size());
    }
    return figures;
  }

  /// One account's changes, followed in four ways at once.
  public List<Realtime.Cost> realtime(int changes) throws Exception {
    try (ServerProcess server = start(Arm.A, Map.of())) {
      Feed feed = feed(server);
      feed.change(1);
      int port = server.target().port();
      return new Realtime(port, feed.token(), feed::change, Duration.ofSeconds(1)).follow(changes);
    }
  }

  /// Readers and writers beside a crowd of which more and more take nothing.
  public List<Point> slowReaders() throws IOException, InterruptedException {
    List<Point> points = new ArrayList<>();
    Scenario scenario = Scenarios.named("slow-readers");
    for (Side side : SIDES) {
      for (int stalling : STALLING) {
        try (WarmServer server = WarmServer.start(place, cores, stub, side.arm, scenario, ROOM);
            Crowd attentive = Crowd.attentive(server.target().port());
            Crowd stalled = Crowd.stalling(server.target().port())) {
          Feed feed = feed(server.process());
          grow(attentive, feed, side.kind, ATTENTIVE);
          grow(stalled, feed, side.kind, stalling);
          int begun = stalled.size();
          Cell cell = server.measure(scenario, stalling);
          Map<Figure, Double> figures = Point.trusted(cell);
          figures.putAll(changes(server.target(), feed, attentive));
          figures.putAll(quiet(server.target()));
          figures.put(Figure.LISTENERS, (double) attentive.size() + begun);
          points.add(point("slow-readers", side, stalling, figures));
        }
      }
    }
    return points;
  }

  private Point point(String sweep, Side side, int x, Map<Figure, Double> figures) {
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(Locale.ROOT, "%-12s %-9s %-2s %6d", sweep, side.kind.id(), side.arm.id(), x));
    for (Figure figure :
        List.of(
            Figure.LISTENERS,
            Figure.RSS,
            Figure.HEAP,
            Figure.THREADS,
            Figure.HEARD_P50,
            Figure.HEARD_P99,
            Figure.HEARD_CPU,
            Figure.UNHEARD,
            Figure.RESPONSE_P99)) {
      if (figures.containsKey(figure)) {
        line.append(
            String.format(
                Locale.ROOT,
                "  %s %.1f",
                figure.name().toLowerCase(Locale.ROOT),
                figures.get(figure)));
      }
    }
    say.accept(line.toString());
    return new Point(sweep, side.kind.id(), side.arm.id(), x, figures);
  }
}
