package dev.principia.lab.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// One run of the generator: decides what is due, hands it to connections and records what comes of
/// it. Everything happens on the generator's thread.
final class Flow {
  private static final long SWEEP_MILLIS = 50;

  private final EventLoop loop;
  private final Bootstrap bootstrap;
  private final Load load;
  private final Recording recording;
  private final SplittableRandom random = new SplittableRandom(7);
  private final double[] shares;
  private final int[] turns;
  private final CompletableFuture<Long> started = new CompletableFuture<>();
  private final CompletableFuture<Recording> finished = new CompletableFuture<>();
  private final List<Line> lines = new ArrayList<>();
  private final ArrayDeque<Line> idle = new ArrayDeque<>();
  private final ArrayDeque<Due> backlog = new ArrayDeque<>();
  private final long length;
  private int opening;
  private int inFlight;
  private long start;
  private long next;
  private boolean over;
  private final AtomicLong answers = new AtomicLong();

  Flow(EventLoop loop, Bootstrap bootstrap, Load load) {
    this.loop = loop;
    this.bootstrap = bootstrap;
    this.load = load;
    this.length = (long) (load.arrivals().seconds() * 1e9);
    this.recording = new Recording(load.settle().toNanos(), length);
    this.shares = load.asks().stream().mapToDouble(Ask::share).toArray();
    this.turns = new int[shares.length];
  }

  CompletableFuture<Long> started() {
    return started;
  }

  CompletableFuture<Recording> finished() {
    return finished;
  }

  long answers() {
    return answers.get();
  }

  private long now() {
    return System.nanoTime() - start;
  }

  /// Opens the connections; the clock starts when all are there.
  void open() {
    for (int i = 0; i < load.connections(); i++) {
      connect();
    }
  }

  private void connect() {
    opening++;
    Line line = new Line(this);
    bootstrap
        .clone()
        .handler(line)
        .connect()
        .addListener((ChannelFuture done) -> opened(line, done));
  }

  private void opened(Line line, ChannelFuture done) {
    opening--;
    if (done.isSuccess()) {
      lines.add(line);
      release(line);
    } else if (!started.isDone()) {
      started.completeExceptionally(done.cause());
      finished.completeExceptionally(done.cause());
      return;
    }
    if (opening == 0 && !started.isDone()) {
      begin();
    }
  }

  private void begin() {
    start = System.nanoTime();
    started.complete(start);
    var _ = loop.schedule(this::sweep, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    next = load.arrivals().next();
    if (load.closed().isPresent()) {
      for (Line line : List.copyOf(idle)) {
        idle.remove(line);
        again(line);
      }
    } else {
      pump();
    }
  }

  /// Hands out all that is due, then sleeps until the next is.
  private void pump() {
    long now = now();
    while (next <= now) {
      recording.due(next, now);
      due(Due.first(choose(), next, load.retries()), now);
      next = load.arrivals().next();
    }
    if (next != Long.MAX_VALUE) {
      var _ = loop.schedule(this::pump, next - now, TimeUnit.NANOSECONDS);
    }
  }

  private int choose() {
    if (shares.length == 1) {
      return 0;
    }
    double at = random.nextDouble();
    for (int i = 0; i < shares.length; i++) {
      at -= shares[i];
      if (at < 0) {
        return i;
      }
    }
    return shares.length - 1;
  }

  private void due(Due due, long now) {
    Line line = idle.pollLast();
    if (line != null) {
      send(line, due, now);
      return;
    }
    backlog.add(due);
    recording.waiting(backlog.size());
    if (lines.size() + opening < load.most()) {
      connect();
    }
  }

  private void send(Line line, Due due, long now) {
    recording.inFlight(++inFlight, now);
    List<ByteBuf> variants = load.asks().get(due.ask()).variants();
    int turn = turns[due.ask()]++ % variants.size();
    line.send(variants.get(turn), due, now);
  }

  private void again(Line line) {
    long now = now();
    send(line, Due.first(choose(), now, 0), now);
  }

  private void release(Line line) {
    Due due = backlog.poll();
    if (due != null) {
      send(line, due, now());
    } else {
      idle.add(line);
    }
  }

  /// @param status of the answer that has come completely
  void answered(Line line, int status) {
    long now = now();
    answers.incrementAndGet();
    recording.inFlight(--inFlight, now);
    Due due = line.due();
    boolean isGood = status == load.asks().get(due.ask()).status();
    boolean inTime = now - due.since() <= load.deadline().toNanos();
    recording.came(isGood && inTime, now);
    if ((isGood && inTime) || due.left() == 0) {
      recording.ended(due, isGood, line.sent(), now);
    } else {
      retry(due, now);
    }
    if (load.closed().isPresent() && now < length) {
      again(line);
    } else {
      release(line);
    }
    endIfDone();
  }

  /// The connection is gone; what was in flight on it counts as an error.
  void lost(Line line) {
    if (lines.remove(line)) {
      idle.remove(line);
      if (line.isBusy()) {
        giveUp(line, true);
      }
      if (!backlog.isEmpty() && !over) {
        connect();
      }
    }
  }

  private void giveUp(Line line, boolean isLost) {
    long now = now();
    recording.inFlight(--inFlight, now);
    giveUp(line.due(), isLost, line.sent(), now);
    endIfDone();
  }

  private void giveUp(Due due, boolean isLost, long sent, long now) {
    if (due.left() == 0) {
      recording.gaveUp(due, isLost, sent, now);
    } else {
      retry(due, now);
    }
  }

  private void retry(Due due, long now) {
    recording.again(now);
    due(due.again(now), now);
  }

  /// Gives up what is past its deadline.
  private void sweep() {
    long oldest = now() - load.deadline().toNanos();
    for (Line line : List.copyOf(lines)) {
      if (line.isBusy() && line.due().since() < oldest) {
        lines.remove(line);
        line.close();
        giveUp(line, false);
      }
    }
    for (Due due = backlog.peek(); due != null && due.since() < oldest; due = backlog.peek()) {
      backlog.remove();
      giveUp(due, false, now(), now());
    }
    endIfDone();
    if (!over) {
      var _ = loop.schedule(this::sweep, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void endIfDone() {
    if (!over && now() >= length && inFlight == 0 && backlog.isEmpty()) {
      over = true;
      List.copyOf(lines).forEach(Line::close);
      finished.complete(recording);
    }
  }
}
