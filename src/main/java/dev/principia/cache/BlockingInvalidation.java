package dev.principia.cache;

import dev.principia.db.BlockingDb;
import dev.principia.db.Query;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What [InvalidationVerticle] does, for the blocking server, on a thread of its own.
public final class BlockingInvalidation implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BlockingInvalidation.class);

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> Thread.ofPlatform().daemon().name("invalidation").unstarted(work));
  private final BlockingDb db;
  private final Changes changes;
  private final LongFunction<Query<Heard>> log;

  /// @param log asks for the events of courses after a sequence
  public BlockingInvalidation(BlockingDb db, Changes changes, LongFunction<Query<Heard>> log) {
    this.db = db;
    this.changes = changes;
    this.log = log;
  }

  /// Returns after the first look.
  public void start() {
    look();
    long tick = Changes.TICK.toMillis();
    var _ = timer.scheduleWithFixedDelay(this::tried, tick, tick, TimeUnit.MILLISECONDS);
  }

  private void tried() {
    try {
      look();
    } catch (RuntimeException e) {
      LOG.warn("changes of courses are not heard now: {}", e.toString());
    }
  }

  private void look() {
    long asked = changes.now();
    Heard.tell(changes, asked, db.work(tx -> tx.list(log.apply(changes.from()))));
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
