package dev.principia.cache;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Shares what this instance has counted with the others, in one batch per tick.
public final class LimitsVerticle extends VerticleBase {
  static final Duration TICK = Duration.ofMillis(200);

  private final ReactiveRedis redis;
  private final Limits limits;
  private boolean busy;

  public LimitsVerticle(ReactiveRedis redis, Limits limits) {
    this.redis = redis;
    this.limits = limits;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(TICK.toMillis(), tick -> share());
    return Future.succeededFuture();
  }

  private void share() {
    List<Limits.Report> reports = busy ? List.of() : limits.reports();
    if (reports.isEmpty()) {
      return;
    }
    busy = true;
    redis
        .batch(requests(reports))
        .onSuccess(answers -> learn(reports, answers))
        .onFailure(lost -> reports.forEach(limits::failed))
        .onComplete(done -> busy = false);
  }

  private static List<Request> requests(List<Limits.Report> reports) {
    List<Request> requests = new ArrayList<>(2 * reports.size());
    for (Limits.Report report : reports) {
      requests.add(Request.cmd(Command.INCRBY).arg(report.key()).arg(report.amount()));
      requests.add(Request.cmd(Command.EXPIRE).arg(report.key()).arg(2 * Limits.WINDOW));
    }
    return requests;
  }

  private void learn(List<Limits.Report> reports, List<String> answers) {
    for (int i = 0; i < reports.size(); i++) {
      limits.learned(reports.get(i), Integer.parseInt(answers.get(2 * i)));
    }
  }
}
