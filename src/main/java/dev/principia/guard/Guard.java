package dev.principia.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// What all calls of this process to one other system have in common: a circuit breaker, and a
/// budget for retries. The only place that says how they do. Any thread.
///
/// The circuit opens when half of the last twenty calls have failed, five at least, and calls are
/// refused without being made. After a second three calls may try; when they succeed it closes.
public final class Guard {
  private static final CircuitBreakerConfig RULES =
      CircuitBreakerConfig.custom()
          .slidingWindowType(SlidingWindowType.COUNT_BASED)
          .slidingWindowSize(20)
          .minimumNumberOfCalls(5)
          .failureRateThreshold(50)
          .waitDurationInOpenState(Duration.ofSeconds(1))
          .permittedNumberOfCallsInHalfOpenState(3)
          .maxWaitDurationInHalfOpenState(Duration.ofSeconds(10))
          .build();

  private static final int MOST_TRIES = 3;
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));

  private final String dependency;
  private final CircuitBreaker circuit;
  private final RetryBudget budget = new RetryBudget();
  private final LongAdder refused = new LongAdder();

  /// @param dependency its name, for logs and metrics
  public Guard(String dependency) {
    this.dependency = dependency;
    this.circuit = CircuitBreaker.of(dependency, RULES);
  }

  public String dependency() {
    return dependency;
  }

  /// Begins a call; whoever gets a pass says how the call has ended.
  ///
  /// @throws CircuitOpen when there is to be no call now
  Pass enter() {
    if (!circuit.tryAcquirePermission()) {
      refused.increment();
      throw new CircuitOpen(dependency);
    }
    return new Pass(circuit, System.nanoTime());
  }

  /// A call that may be repeated is made for the first time.
  void first() {
    budget.called();
  }

  /// The pause before a call is repeated, when it is to be.
  ///
  /// @param tries made until now
  Optional<Duration> again(int tries, Throwable failure) {
    Duration least =
        failure instanceof TryLater later ? later.after().orElse(Duration.ZERO) : Duration.ZERO;
    boolean worth =
        tries < MOST_TRIES
            && !(failure instanceof CircuitOpen)
            && least.compareTo(BACKOFF.most()) <= 0;
    return worth && budget.spend()
        ? Optional.of(least.plus(BACKOFF.pause(tries)))
        : Optional.empty();
  }

  /// For the meters: `closed`, `half_open` and `open` are 1 or 0; `refused`, `retries` and
  /// `retries_refused` are counts.
  public long figure(String name) {
    return switch (name) {
      case "refused" -> refused.sum();
      case "retries" -> budget.spent();
      case "retries_refused" -> budget.refused();
      default -> circuit.getState().name().equalsIgnoreCase(name) ? 1 : 0;
    };
  }

  /// A call that is being made.
  record Pass(CircuitBreaker circuit, long start) {
    void succeeded() {
      circuit.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    }

    void failed(Throwable failure) {
      circuit.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, failure);
    }
  }
}
