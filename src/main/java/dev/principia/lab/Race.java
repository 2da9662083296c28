package dev.principia.lab;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.principia.contract.Call;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import dev.principia.contract.Reply;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/// Several workers that add to one counter at the same time, and what has become of it.
///
/// @param mode how they add: `naive`, `atomic`, `version`, `row-lock`, `serializable`
/// @param increments how many of them there are in all
/// @param retries how often a worker had to begin again
/// @param start in nanoseconds
record Race(UUID counter, String mode, int increments, AtomicInteger retries, long start) {
  /// How many add at the same time; each adds its share one after the other.
  static final int WORKERS = 4;

  private static final double NANOS_PER_MILLI = 1e6;

  static Race of(Call call) {
    return new Race(
        UuidCreator.getTimeOrderedEpoch(),
        call.text("mode"),
        (int) call.integer("increments"),
        new AtomicInteger(),
        System.nanoTime());
  }

  /// How much the worker of this number adds.
  int share(int worker) {
    return increments / WORKERS + (worker < increments % WORKERS ? 1 : 0);
  }

  /// Whether a transaction may be tried again: the database has chosen it to give way.
  static boolean gaveWay(Throwable failure) {
    return failure instanceof Problem problem && problem.type() == ProblemType.OVERLOADED;
  }

  Reply told(LabSql.Counter end) {
    return Reply.ok(
        JsonObject.of(
            "mode",
            mode,
            "increments",
            increments,
            "counted",
            end.value(),
            "lost",
            increments - end.value(),
            "retries",
            retries.get(),
            "ms",
            millisSince(start)));
  }

  /// With three decimals.
  static double millisSince(long start) {
    return Math.round((System.nanoTime() - start) / 1e3) * 1e3 / NANOS_PER_MILLI;
  }
}
