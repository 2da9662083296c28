package dev.principia.cache;

import dev.principia.contract.Limiter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Budgets in fixed windows of a minute, decided here and shared with the other instances in
/// batches: five times a second each instance adds what it has counted to Redis and learns the sum.
/// A budget is exact but for what all instances take in 200 ms; a round trip per request would cost
/// more than the request. Without Redis each instance counts for itself.
public final class Limits implements Limiter {
  static final int WINDOW = 60;

  private final Map<String, Window> windows = new ConcurrentHashMap<>();
  private final Clock clock;

  public Limits(Clock clock) {
    this.clock = clock;
  }

  /// What was counted in one window of one budget. Guarded by itself.
  private static final class Window {
    private final long number;
    private int shared;
    private int own;
    private boolean reporting;

    Window(long number) {
      this.number = number;
    }
  }

  /// What has to be added to the shared sum of a budget in one window.
  record Report(String budget, long window, int amount) {
    /// The name of the sum in Redis.
    String key() {
      return "principia:limit:" + budget + ':' + window;
    }
  }

  @Override
  public Budget take(String policy, String key, int quota, int cost) {
    long now = clock.instant().getEpochSecond();
    String budget = policy + ' ' + quota + ' ' + key;
    Window window =
        windows.compute(
            budget,
            (name, known) ->
                known == null || known.number != now / WINDOW ? new Window(now / WINDOW) : known);
    synchronized (window) {
      int used = window.shared + window.own;
      boolean allowed = used + cost <= quota && (cost > 0 || used < quota);
      if (allowed) {
        window.own += cost;
        used += cost;
      }
      int reset = (int) (WINDOW - now % WINDOW);
      return new Budget(policy, quota, WINDOW, Math.max(0, quota - used), reset, allowed);
    }
  }

  /// What this instance has counted since the last call; windows that are over are forgotten.
  List<Report> reports() {
    long number = clock.instant().getEpochSecond() / WINDOW;
    List<Report> reports = new ArrayList<>();
    windows.entrySet().removeIf(each -> each.getValue().number < number);
    windows.forEach(
        (budget, window) -> {
          synchronized (window) {
            if (window.own > 0 && !window.reporting) {
              window.reporting = true;
              reports.add(new Report(budget, window.number, window.own));
            }
          }
        });
    return reports;
  }

  /// The sum of all instances after a report was added to it.
  void learned(Report report, int sum) {
    settle(report, report.amount(), sum);
  }

  /// The report did not arrive, or nobody knows whether it did: it is made again.
  void failed(Report report) {
    settle(report, 0, 0);
  }

  /// An answer that comes after its window was over says nothing of the next one.
  private void settle(Report report, int told, int sum) {
    Window window = windows.get(report.budget());
    if (window != null && window.number == report.window()) {
      synchronized (window) {
        window.own -= told;
        window.reporting = false;
        window.shared = Math.max(window.shared, sum);
      }
    }
  }
}
