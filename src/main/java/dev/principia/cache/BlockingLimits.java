package dev.principia.cache;

import dev.principia.guard.CircuitOpen;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisException;

/// What [LimitsVerticle] does, for the blocking server, on a thread of its own.
public final class BlockingLimits implements AutoCloseable {
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> Thread.ofPlatform().daemon().name("limits").unstarted(work));
  private final BlockingRedis redis;
  private final Limits limits;

  public BlockingLimits(BlockingRedis redis, Limits limits) {
    this.redis = redis;
    this.limits = limits;
  }

  public void start() {
    long tick = LimitsVerticle.TICK.toMillis();
    var _ = timer.scheduleWithFixedDelay(this::share, tick, tick, TimeUnit.MILLISECONDS);
  }

  private void share() {
    List<Limits.Report> reports = limits.reports();
    if (reports.isEmpty()) {
      return;
    }
    try {
      List<Long> sums = redis.piped(pipeline -> added(pipeline, reports));
      for (int i = 0; i < reports.size(); i++) {
        limits.learned(reports.get(i), Math.toIntExact(sums.get(i)));
      }
    } catch (JedisException | CircuitOpen lost) {
      reports.forEach(limits::failed);
    }
  }

  private static List<Long> added(AbstractPipeline pipeline, List<Limits.Report> reports) {
    List<Response<Long>> sums = new ArrayList<>();
    for (Limits.Report report : reports) {
      sums.add(pipeline.incrBy(report.key(), report.amount()));
      pipeline.expire(report.key(), 2L * Limits.WINDOW);
    }
    pipeline.sync();
    return sums.stream().map(Response::get).toList();
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
