package dev.principia.db;

import dev.principia.contract.Call;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is said of one finished statement: counted to its call, and logged with the call's request
/// id when it was slow. The id is in the log line and not in the SQL, which would make every
/// statement a new one to the prepared-statement cache.
final class Statement {
  private static final Logger LOG = LoggerFactory.getLogger(Statement.class);
  private static final long SLOW = Duration.ofMillis(500).toNanos();

  private Statement() {}

  /// @param call who asked; null for the program's own work
  /// @param start `System.nanoTime()` when it was sent
  static void finished(@Nullable Call call, Query<?> query, long start) {
    long nanos = System.nanoTime() - start;
    if (call != null) {
      call.cost().statement(nanos);
    }
    if (nanos > SLOW) {
      LOG.warn(
          "slow statement request={} ms={} sql={}",
          call == null ? "-" : call.requestId(),
          Duration.ofNanos(nanos).toMillis(),
          query.sql().replace('\n', ' ').strip());
    }
  }
}
