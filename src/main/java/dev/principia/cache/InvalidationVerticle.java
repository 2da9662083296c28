package dev.principia.cache;

import dev.principia.db.Query;
import dev.principia.db.ReactiveDb;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears what other processes have changed: looks at the log of events four times a second, with
/// one small statement that no request waits for.
public final class InvalidationVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(InvalidationVerticle.class);

  private final ReactiveDb db;
  private final Changes changes;
  private final LongFunction<Query<Heard>> log;
  private boolean looking;

  /// @param log asks for the events of courses after a sequence
  public InvalidationVerticle(ReactiveDb db, Changes changes, LongFunction<Query<Heard>> log) {
    this.db = db;
    this.changes = changes;
    this.log = log;
  }

  /// Succeeds after the first look.
  @Override
  public Future<?> start() {
    vertx.setPeriodic(Changes.TICK.toMillis(), tick -> look());
    return look();
  }

  private Future<?> look() {
    if (looking) {
      return Future.succeededFuture();
    }
    looking = true;
    long asked = changes.now();
    return db.work(tx -> tx.list(log.apply(changes.from())))
        .onSuccess(rows -> Heard.tell(changes, asked, rows))
        .onFailure(lost -> LOG.warn("changes of courses are not heard now: {}", lost.toString()))
        .onComplete(done -> looking = false);
  }
}
