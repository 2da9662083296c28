package dev.principia.lab.run;

import dev.principia.lab.load.Arrivals;
import dev.principia.lab.load.Ask;
import dev.principia.lab.load.Generator;
import dev.principia.lab.load.Hiccup;
import dev.principia.lab.load.Load;
import dev.principia.lab.load.Recording;
import dev.principia.lab.result.Agreement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Whether the tool sees what is known, on a server that is really stopped, and what others see.
///
/// @param results where files may lie for a moment
record SelfTest(Cores cores, Target target, Path results, Consumer<String> say) {
  private static final String NOTHING = "/api/v1/lab/sleep?ms=0";
  private static final int TRIES = 3;
  private static final int SECONDS = 5;
  private static final int CALLERS = 16;

  /// Above it the other one, whose clock ticks once in a millisecond, sends several at once, and a
  /// server is woken less often for them.
  private static final double MOST_PER_SECOND = 1_000;

  /// An [IllegalStateException] when it does not; what it agrees on, where there is another one.
  Optional<Agreement> pass() throws IOException, InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      WarmUp warmUp = WarmUp.of(cores, target, List.of(Ask.get(NOTHING)), CALLERS, Mode.QUICK);
      Hiccup seen =
          Hiccup.open(
              target.port(),
              NOTHING,
              () -> ServerProcess.standStill(target, Hiccup.stillMillis()),
              10);
      say.accept(
          "Self-test: server stopped 200 ms every 2 s; p95 %.0f ms (100), p99 %.0f ms (180): %s"
              .formatted(seen.p95(), seen.p99(), seen.isRight() ? "right" : "WRONG"));
      if (seen.isRight()) {
        return agreement(Math.min(warmUp.capacity() / 2, MOST_PER_SECOND));
      }
    }
    throw new IllegalStateException(
        "the generator does not see what is known; nothing is measured");
  }

  private Optional<Agreement> agreement(double perSecond) throws IOException {
    if (!H2load.isHere() || !Kernel.isKnown()) {
      say.accept("Not checked against another generator: h2load is not installed.");
      return Optional.empty();
    }
    Agreement first = compared(perSecond);
    Agreement agreement = first.agrees() ? first : compared(perSecond);
    say.accept(agreement.sentence());
    return Optional.of(agreement);
  }

  private Agreement compared(double perSecond) throws IOException {
    Sample before = sample();
    H2load other =
        H2load.ask(target.port(), NOTHING, perSecond, SECONDS, results.resolve("h2load.log"));
    Sample between = sample();
    try (Generator generator = new Generator(target.port())) {
      Recording ours = generator.start(load(perSecond)).finished().join();
      Sample after = sample();
      double answers = ours.service.getTotalCount();
      return new Agreement(
          "h2load",
          perSecond,
          after.ranSince(between) / 1e3 / answers,
          between.ranSince(before) / 1e3 / other.answers(),
          ours.service.getValueAtPercentile(50) / 1e3,
          other.p50(),
          after.generatorSince(between) / 1e3 / answers);
    }
  }

  private static Load load(double perSecond) {
    return Load.open(
        List.of(Ask.get(NOTHING)),
        Arrivals.uniform(new Arrivals.Phase(perSecond, SECONDS)),
        Duration.ZERO,
        CALLERS,
        Duration.ofSeconds(5));
  }

  private Sample sample() {
    return Sample.cheap(target.pid(), 0, new Metrics(Map.of()), new Place.Counted(0, 0));
  }
}
