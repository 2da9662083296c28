package dev.principia.lab.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;

/// Clients that only listen, all on one thread. Their number and times are read by another.
public final class Crowd implements AutoCloseable {
  private static final int SMALL = 4 * 1024;

  private final ClientLoop client = new ClientLoop("lab-crowd");
  private final EventLoop loop = client.loop();
  private final Bootstrap bootstrap;
  private final boolean stalls;
  private final AtomicInteger size = new AtomicInteger();
  private Hearing hearing = new Hearing(0, 0, 0);

  /// How soon a change was known to everybody.
  private static final class Hearing {
    private final int change;
    private final long since;
    private final Histogram micros = new Histogram(60_000_000, 3);
    private final CompletableFuture<Histogram> all = new CompletableFuture<>();
    private int left;

    Hearing(int change, long since, int left) {
      this.change = change;
      this.since = since;
      this.left = left;
    }

    void heard() {
      micros.recordValue(Math.min(60_000_000, (System.nanoTime() - since) / 1_000));
      left--;
      if (left == 0) {
        all.complete(micros);
      }
    }
  }

  private Crowd(int port, boolean stalls) {
    this.bootstrap = client.to(port);
    this.stalls = stalls;
    if (stalls) {
      bootstrap.option(ChannelOption.SO_RCVBUF, SMALL);
    }
  }

  /// Clients that take whatever they are sent.
  public static Crowd attentive(int port) {
    return new Crowd(port, false);
  }

  /// Clients that take nothing any more as soon as they listen.
  public static Crowd stalling(int port) {
    return new Crowd(port, true);
  }

  /// Adds these clients, all at once, and blocks until each listens or was turned away.
  public void add(List<Opening> openings, Duration patience) throws InterruptedException {
    List<CompletableFuture<Boolean>> all = openings.stream().map(this::open).toList();
    try {
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // Who was not let in by now is not of the crowd; its size says so.
    }
  }

  private CompletableFuture<Boolean> open(Opening opening) {
    Listener listener = new Listener(this, opening);
    bootstrap
        .clone()
        .handler(listener)
        .connect()
        .addListener(
            (ChannelFuture done) -> {
              if (!done.isSuccess()) {
                listener.listening().complete(false);
              }
            });
    return listener.listening();
  }

  /// How many listen.
  public int size() {
    return size.get();
  }

  /// Begins to listen for the next change, made from now on; done when everybody has heard of it.
  /// Times are in µs from now.
  public CompletableFuture<Histogram> listen() {
    CompletableFuture<CompletableFuture<Histogram>> begun = new CompletableFuture<>();
    loop.execute(
        () -> {
          hearing = new Hearing(hearing.change + 1, System.nanoTime(), size.get());
          begun.complete(hearing.all);
        });
    return begun.join();
  }

  /// The times of those who have heard of the change so far.
  public Histogram heard() {
    CompletableFuture<Histogram> copy = new CompletableFuture<>();
    loop.execute(() -> copy.complete(hearing.micros.copy()));
    return copy.join();
  }

  void told(Listener listener) {
    if (listener.hears(hearing.change)) {
      hearing.heard();
    }
  }

  void joined(Channel channel) {
    size.incrementAndGet();
    if (stalls) {
      channel.config().setAutoRead(false);
    }
  }

  void left() {
    size.decrementAndGet();
  }

  @Override
  public void close() {
    client.close();
  }
}
