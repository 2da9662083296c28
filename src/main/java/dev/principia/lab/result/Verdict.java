package dev.principia.lab.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Says what a result means and why. A pure function over the result file.
public final class Verdict {
  /// One arm under one scenario, in a sentence.
  public record Finding(String scenario, String arm, Cause cause, String sentence) {}

  private Verdict() {}

  /// Why each arm did what it did.
  public static List<Finding> findings(Result result) {
    List<Finding> findings = new ArrayList<>();
    for (Scenario scenario : result.scenarios()) {
      result.arms().stream()
          .filter(arm -> !result.cells(scenario.id(), arm.id()).isEmpty())
          .map(arm -> finding(new Medians(result, scenario, arm)))
          .forEach(findings::add);
    }
    return findings;
  }

  private static Finding finding(Medians of) {
    Cause cause = Cause.of(of);
    String rate =
        "%s of %s answered: "
            .formatted(
                Medians.words(of.at(Figure.GOODPUT)), Medians.words(of.at(Figure.OFFERED)) + "/s");
    String sentence = cause == Cause.NOT_MEASURED ? because(of, cause) : rate + because(of, cause);
    return new Finding(of.scenario().id(), of.arm().id(), cause, sentence);
  }

  private static String because(Medians of, Cause cause) {
    return switch (cause) {
      case NOT_MEASURED -> "Not measured: no try passed the gates.";
      case STOPPED ->
          "it was stopped for %d ms every 2 s, so a tenth of the requests waited between 0 and %d ms: p99 %s."
              .formatted(
                  of.scenario().stillMillis(),
                  of.scenario().stillMillis(),
                  of.words(Figure.RESPONSE_P99));
      case LOOP_BLOCKED ->
          "something holds the event loop: its timers were late for %s of the time, while the core was only %s busy."
              .formatted(of.words(Figure.LOOP_LATE), of.words(Figure.UTILISATION));
      case THREAD_CAPPED -> threadCapped(of);
      case CPU_BOUND ->
          "the core is %s busy; a request takes %s of it, so %s/s are the most that it can do."
              .formatted(
                  of.words(Figure.UTILISATION),
                  of.words(Figure.CPU),
                  Medians.words(1e6 / of.at(Figure.CPU)));
      case POOL_BOUND ->
          "all connections are in use: %d of them at %s of statements per request can do %s/s."
              .formatted(
                  of.arm().connections(),
                  Medians.words(of.at(Figure.STATEMENTS) * of.at(Figure.STATEMENT)) + " ms",
                  Medians.words(of.poolBound()));
      case DATABASE_BOUND ->
          "it waits for PostgreSQL: %s of the %s that a request takes are statements; connections are free (%s busy)."
              .formatted(
                  Medians.words(of.at(Figure.STATEMENTS) * of.at(Figure.STATEMENT)) + " ms",
                  of.words(Figure.SERVICE_MEAN),
                  of.words(Figure.CONNECTIONS_BUSY));
      case DOWNSTREAM ->
          "a request waits %d ms for the other system and takes %s in all; %s of them are in flight, which costs this arm nothing but memory (%s)."
              .formatted(
                  of.scenario().downstreamMillis(),
                  of.words(Figure.SERVICE_MEAN),
                  Medians.words(of.at(Figure.IN_FLIGHT)),
                  of.words(Figure.RSS));
      case CARRIERS_STARVED ->
          "virtual threads are not taken off their carrier while they compute: half of the requests took %s, one of a hundred %s."
              .formatted(of.words(Figure.RESPONSE_P50), of.words(Figure.RESPONSE_P99));
      case TOO_MANY_RUNNABLE ->
          "threads wait for the core longer than they run on it: %s per request, after %s of work."
              .formatted(of.words(Figure.RUN_QUEUE), of.words(Figure.CPU));
      case ROOM ->
          "the core is %s busy, a request takes %s of it, and nothing is waited for in particular."
              .formatted(of.words(Figure.UTILISATION), of.words(Figure.CPU));
    };
  }

  private static String threadCapped(Medians of) {
    if (of.scenario().downstreamMillis() == 0) {
      return "all %d threads are at work, and the core is only %s busy."
          .formatted(of.arm().threads(), of.words(Figure.UTILISATION));
    }
    double needed = of.at(Figure.OFFERED) * of.scenario().downstreamMillis() / 1000;
    return "at that rate and %d ms of waiting %s requests are in flight; %d threads can carry at most %s/s."
        .formatted(
            of.scenario().downstreamMillis(),
            Medians.words(needed),
            of.arm().threads(),
            Medians.words(of.threadBound()));
  }

  /// The differences of a scenario in CPU per request and in latency, each in one sentence. None
  /// where each arm was asked at rates of its own.
  public static List<String> differences(Result result, String scenario) {
    if (result.scenarios().stream().anyMatch(s -> s.id().equals(scenario) && !s.isOfEqualRates())) {
      return List.of();
    }
    List<String> sentences = new ArrayList<>();
    for (Figure figure : List.of(Figure.CPU, Figure.RESPONSE_P99)) {
      List<Contrast> all = Contrast.of(result, scenario, figure);
      all.forEach(each -> difference(result, each).ifPresent(sentences::add));
      String none =
          all.stream()
              .filter(c -> c.says().equals(Optional.of(Interval.Says.NO_PRACTICAL_DIFFERENCE)))
              .map(c -> "%s to %s %s".formatted(c.over(), c.under(), c.ratio().orElseThrow()))
              .collect(Collectors.joining(", "));
      if (!none.isEmpty()) {
        sentences.add("%s: no practical difference (%s).".formatted(name(figure), none));
      }
    }
    return sentences;
  }

  private static Optional<String> difference(Result result, Contrast contrast) {
    return contrast
        .says()
        .filter(says -> says != Interval.Says.NO_PRACTICAL_DIFFERENCE)
        .map(
            says ->
                "%s: %s %s, %s %s, a factor of %s: %s %s it."
                    .formatted(
                        name(contrast.figure()),
                        contrast.over(),
                        words(result, contrast, contrast.over()),
                        contrast.under(),
                        words(result, contrast, contrast.under()),
                        contrast.ratio().orElseThrow(),
                        contrast.differs(),
                        says == Interval.Says.LOWER ? "lowers" : "raises"));
  }

  private static String words(Result result, Contrast contrast, String arm) {
    double value = result.median(contrast.scenario(), arm, contrast.figure()).orElse(Double.NaN);
    return Medians.words(value) + " " + contrast.figure().unit();
  }

  private static String name(Figure figure) {
    return figure == Figure.CPU ? "CPU per request" : "p99 from when it was due";
  }
}
