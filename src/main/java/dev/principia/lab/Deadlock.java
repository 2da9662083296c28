package dev.principia.lab;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.principia.contract.Call;
import dev.principia.contract.Reply;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/// Two transactions that want the same two rows.
///
/// @param ordered whether both take them in the same order
/// @param deadlocks how often the database has ended one of them
record Deadlock(UUID one, UUID other, boolean ordered, AtomicInteger deadlocks, long start) {
  static Deadlock of(Call call) {
    return new Deadlock(
        UuidCreator.getTimeOrderedEpoch(),
        UuidCreator.getTimeOrderedEpoch(),
        call.text("mode").equals("ordered"),
        new AtomicInteger(),
        System.nanoTime());
  }

  /// The row that the first or the second transaction takes first.
  UUID first(boolean second) {
    return second && !ordered ? other : one;
  }

  UUID last(boolean second) {
    return second && !ordered ? one : other;
  }

  Reply told() {
    return Reply.ok(
        JsonObject.of(
            "mode",
            ordered ? "ordered" : "opposite",
            "deadlocks",
            deadlocks.get(),
            "committed",
            2,
            "ms",
            Race.millisSince(start)));
  }
}
