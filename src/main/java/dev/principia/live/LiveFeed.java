package dev.principia.live;

import dev.principia.contract.Standing;
import dev.principia.event.Batch;
import dev.principia.event.Tail;
import dev.principia.metrics.Meters;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The live feed of one process: its event loops and what they share, which is settings, counters
/// and how far the log was read. Any thread.
public final class LiveFeed implements Tail.Listener {
  private final LiveSettings settings;
  private final Standing standing;
  private final Clock clock;
  private final Connections connections;
  private final LiveFigures figures;
  private final List<LiveLoop> loops = new CopyOnWriteArrayList<>();
  private volatile long position = -1;
  private volatile Runnable rights = () -> {};
  private volatile Runnable presence = () -> {};

  /// @param standing who may still be here
  public LiveFeed(LiveSettings settings, Standing standing, Clock clock, Meters meters) {
    this.settings = settings;
    this.standing = standing;
    this.clock = clock;
    this.connections = new Connections(settings);
    this.figures = new LiveFigures(meters);
    meters.feed().liveConnections("websocket", connections::total);
    meters.feed().liveWaiting(() -> loops.stream().mapToInt(LiveLoop::waiting).sum());
  }

  Connections connections() {
    return connections;
  }

  LiveSettings settings() {
    return settings;
  }

  Standing standing() {
    return standing;
  }

  Clock clock() {
    return clock;
  }

  LiveFigures figures() {
    return figures;
  }

  List<LiveLoop> loops() {
    return loops;
  }

  /// @param rights looks soon who may still read what
  /// @param presence looks soon who is present where
  void careBy(Runnable rights, Runnable presence) {
    this.rights = rights;
    this.presence = presence;
  }

  /// Adds a loop, which is told everything that happens from here on; answers how far the log was
  /// read.
  long join(LiveLoop loop) {
    loops.add(loop);
    return position;
  }

  /// Hands what has happened to all loops. After a gap in what was heard nobody can be told what
  /// happened in it: clients come back and learn it as after any lost connection.
  @Override
  public void heard(Batch batch) {
    if (batch.isExpired()) {
      loops.forEach(LiveLoop::closeAll);
    }
    if (batch.to() == position) {
      return;
    }
    List<Happened> events = batch.events().stream().map(Happened::of).toList();
    events.forEach(each -> figures.heard(each.at(), clock.instant()));
    position = batch.to();
    loops.forEach(loop -> loop.happened(events, batch.to()));
    if (events.stream().anyMatch(Happened::changesRights)) {
      rights.run();
    }
  }

  void presenceChanged() {
    presence.run();
  }
}
