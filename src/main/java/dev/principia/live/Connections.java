package dev.principia.live;

import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// How many connections this process has, and whether there is room for one more. The one thing of
/// the live feed that event loops share; any thread.
public final class Connections {
  private static final Duration LATER = Duration.ofSeconds(10);

  private final int perAccount;
  private final int most;
  private final AtomicInteger total = new AtomicInteger();
  private final Map<UUID, Integer> ofAccounts = new ConcurrentHashMap<>();

  public Connections(LiveSettings settings) {
    this.perAccount = settings.perAccount();
    this.most = settings.total();
  }

  public int total() {
    return total.get();
  }

  void requireRoom() {
    if (total.get() >= most) {
      throw Problem.later(
          ProblemType.OVERLOADED, "This server has as many connections as it may.", LATER);
    }
  }

  void requireRoom(UUID account) {
    if (ofAccounts.getOrDefault(account, 0) >= perAccount) {
      throw Problem.later(
          ProblemType.OVERLOADED, "The account has as many connections as it may.", LATER);
    }
  }

  void opened(UUID account) {
    total.incrementAndGet();
    ofAccounts.merge(account, 1, Integer::sum);
  }

  void closed(UUID account) {
    total.decrementAndGet();
    ofAccounts.computeIfPresent(account, (id, count) -> count > 1 ? count - 1 : null);
  }
}
