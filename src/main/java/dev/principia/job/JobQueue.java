package dev.principia.job;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One queue in one process: takes as many jobs as there is room for, when it is called and when a
/// job has ended, and looks by itself after pauses that double while nothing is found. On its event
/// loop alone.
final class JobQueue {
  private static final Logger LOG = LoggerFactory.getLogger(JobQueue.class);
  private static final int BATCH = 100;
  private static final Duration SHORTEST = Duration.ofMillis(10);

  private final String name;
  private final Map<String, JobKind> kinds;
  private final Attempts attempts;
  private final Vertx vertx;
  private final Context context;
  private final AtomicInteger busy = new AtomicInteger();
  private int limit;
  private boolean taking;
  private boolean called;
  private boolean closed;
  private Duration pause = SHORTEST;
  private long timer = -1;

  /// @param kinds the kinds of this queue, by name
  /// @param limit the most jobs at once
  JobQueue(String name, Map<String, JobKind> kinds, int limit, Attempts attempts, Vertx vertx) {
    this.name = name;
    this.kinds = kinds;
    this.limit = limit;
    this.attempts = attempts;
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
  }

  String name() {
    return name;
  }

  /// Jobs that run now.
  int busy() {
    return busy.get();
  }

  void limit(int most) {
    if (most != limit) {
      LOG.info("queue {} runs up to {} jobs in this process", name, most);
      limit = most;
      call();
    }
  }

  /// Nothing is taken any more; what is being taken is handed back.
  void close() {
    closed = true;
    vertx.cancelTimer(timer);
  }

  boolean isTaking() {
    return taking;
  }

  /// Something may be there to do. Calls of one turn of the loop are one.
  void call() {
    if (!called) {
      called = true;
      context.runOnContext(turn -> take());
    }
  }

  private void take() {
    if (closed || taking) {
      return;
    }
    called = false;
    int free = limit - busy.get();
    if (free <= 0) {
      return;
    }
    taking = true;
    vertx.cancelTimer(timer);
    int open = free - reserve();
    ask(open > 0 ? open : free, open > 0 ? Priority.LOW : Priority.HIGH);
  }

  /// The last places are for what is urgent.
  private int reserve() {
    return Math.min(limit - 1, Math.max(1, limit / 10));
  }

  private void ask(int most, Priority least) {
    attempts
        .take(name, least, kinds.keySet(), Math.min(most, BATCH))
        .onComplete(
            asked -> {
              taking = false;
              if (asked.failed()) {
                LOG.warn("queue {} is not reached now: {}", name, asked.cause().toString());
                called = false;
                look(JobSettings.POLL);
              } else {
                taken(asked.result());
              }
            });
  }

  private void taken(List<TakenJob> jobs) {
    if (closed) {
      attempts.release(jobs.stream().map(TakenJob::lease).toList());
      return;
    }
    jobs.forEach(this::run);
    if (!jobs.isEmpty() || called) {
      pause = SHORTEST;
      called = true;
      take();
    } else {
      look(pause);
      pause = pause.compareTo(JobSettings.POLL) < 0 ? pause.multipliedBy(2) : JobSettings.POLL;
    }
  }

  private void look(Duration rest) {
    if (!closed) {
      timer = vertx.setTimer(rest.toMillis(), due -> call());
    }
  }

  private void run(TakenJob job) {
    busy.incrementAndGet();
    Future<?> ended = attempts.run(name, Objects.requireNonNull(kinds.get(job.type())), job);
    ended.onComplete(
        done -> {
          busy.decrementAndGet();
          call();
        });
  }
}
