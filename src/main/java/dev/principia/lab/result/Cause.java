package dev.principia.lab.result;

/// What an arm is bound by under a scenario.
public enum Cause {
  NOT_MEASURED("not measured"),
  STOPPED("stopped on purpose"),
  LOOP_BLOCKED("loop blocked"),
  THREAD_CAPPED("thread-capped"),
  CPU_BOUND("CPU-bound"),
  POOL_BOUND("pool-bound"),
  DATABASE_BOUND("database-bound"),
  DOWNSTREAM("bound by the downstream"),
  CARRIERS_STARVED("carriers starved"),
  TOO_MANY_RUNNABLE("too many runnable threads"),
  ROOM("has room");

  private final String word;

  Cause(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  /// The first cause that explains the figures. The thresholds are shares at which a queue before
  /// the thing in question becomes longer than the thing itself.
  static Cause of(Medians of) {
    boolean busy = of.at(Figure.UTILISATION) >= 90;
    if (!of.isMeasured()) {
      return NOT_MEASURED;
    }
    if (of.scenario().stillMillis() > 0) {
      return STOPPED;
    }
    if (isLoopBlocked(of)) {
      return LOOP_BLOCKED;
    }
    if (isThreadCapped(of) && !busy) {
      return THREAD_CAPPED;
    }
    if (busy) {
      return CPU_BOUND;
    }
    return waiting(of);
  }

  /// Late, although the core had time and the loop was not waiting for it.
  private static boolean isLoopBlocked(Medians of) {
    double waitedForCore = of.at(Figure.RUN_QUEUE) * of.at(Figure.ACHIEVED) / 1e4;
    return of.at(Figure.LOOP_LATE) >= Math.max(5, 2 * waitedForCore)
        && of.at(Figure.UTILISATION) < 85;
  }

  private static boolean isThreadCapped(Medians of) {
    double full = 0.95 * of.arm().threads();
    return of.arm().threads() > 0
        && (of.at(Figure.BUSY_THREADS) >= full || of.at(Figure.IN_FLIGHT) >= full)
        && !of.keepsUp();
  }

  private static Cause waiting(Medians of) {
    if (of.at(Figure.CONNECTIONS_BUSY) >= 80) {
      return POOL_BOUND;
    }
    if (of.at(Figure.STATEMENTS) * of.at(Figure.STATEMENT) >= 0.5 * of.at(Figure.SERVICE_MEAN)) {
      return DATABASE_BOUND;
    }
    if (of.scenario().downstreamMillis() >= 0.7 * of.at(Figure.SERVICE_MEAN)) {
      return DOWNSTREAM;
    }
    boolean uneven =
        of.at(Figure.RESPONSE_P99) >= 10
            && of.at(Figure.RESPONSE_P99) >= 5 * of.at(Figure.RESPONSE_P50);
    if (uneven && of.scenario().streams().size() > 1 && isVirtual(of.arm())) {
      return CARRIERS_STARVED;
    }
    return of.at(Figure.RUN_QUEUE) >= of.at(Figure.CPU) ? TOO_MANY_RUNNABLE : ROOM;
  }

  private static boolean isVirtual(Arm arm) {
    return "virtual".equals(arm.settings().get("threads"));
  }
}
