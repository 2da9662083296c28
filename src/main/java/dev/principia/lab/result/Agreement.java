package dev.principia.lab.result;

/// What another generator has seen of the same server at the same rate, beside what ours has.
///
/// @param with the other one's name
/// @param perSecond requests that both sent, at most half of what the server can do
/// @param cpu CPU-µs of the server per request under ours
/// @param p50 of ours in ms, from the real send, which is all that the other one knows
/// @param generator CPU-µs of ours per request
public record Agreement(
    String with,
    double perSecond,
    double cpu,
    double otherCpu,
    double p50,
    double otherP50,
    double generator) {
  private static final double WITHIN = 0.10;

  /// Whether both agree on what the server costs or on how soon it answers.
  public boolean agrees() {
    return Math.abs(cpu / otherCpu - 1) <= WITHIN || Math.abs(p50 / otherP50 - 1) <= WITHIN;
  }

  /// For the reader.
  public String sentence() {
    return "%s and this generator at %s/s on arm A: CPU per request %s and %s µs, median %s and %s ms: %s. This generator itself took %s µs of CPU per request."
        .formatted(
            with,
            Medians.words(perSecond),
            Medians.words(otherCpu),
            Medians.words(cpu),
            Medians.words(otherP50),
            Medians.words(p50),
            agrees() ? "they agree within 10 % on one of them" : "THEY DIFFER by more than 10 %",
            Medians.words(generator));
  }
}
