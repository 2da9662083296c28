package dev.principia.lab.result;

/// A figure of one cell, with its unit and meaning: the members of `figures` in `result.json`.
///
/// Times of requests are of the first stream of a scenario, in streams of several kinds the one
/// that suffers from the others. All figures are of the measured window alone.
public enum Figure {
  OFFERED("1/s", "requests that were due in a second"),
  REACHED("%", "share of the due requests that the generator handled within the window"),
  ACHIEVED("1/s", "answers in a second, whatever they said"),
  GOODPUT("1/s", "good answers within the deadline in a second"),
  ERRORS("%", "answers of another status than the expected one, and lost connections"),
  TIMEOUTS("%", "requests that were given up at the deadline"),
  RETRIES("%", "requests that were sent once more, of those that were due"),
  BACKLOG("requests", "most requests that were due and waited for a connection"),
  IN_FLIGHT("requests", "requests sent and not yet answered, on average over the time"),
  RESPONSE_MEAN("ms", "mean time from when a request was due to its last byte"),
  RESPONSE_P50("ms", "median of that time"),
  RESPONSE_P90("ms", "nine of ten were not slower"),
  RESPONSE_P99("ms", "99 of 100 were not slower"),
  RESPONSE_P999("ms", "999 of 1,000 were not slower"),
  RESPONSE_MAX("ms", "the slowest"),
  SERVICE_MEAN("ms", "mean time from when a request was sent to its last byte, of all streams"),
  SERVICE_P99("ms", "99 of 100 were not slower, from the real send"),
  LAG_P99("ms", "how late the generator itself handled what was due, 99 of 100"),
  CPU("µs", "CPU time of the server per answer, without its compiler threads"),
  GENERATOR_CPU("µs", "CPU time of the generator per answer"),
  COMPILER("%", "share of the server's CPU time that its compiler threads took"),
  RUN_QUEUE("µs", "time that threads of the server were ready and had no core, per answer"),
  SWITCHES("1/request", "context switches of the server per answer"),
  ALLOCATED("bytes", "bytes allocated by the server per answer"),
  GC("%", "share of the time that the server stood still for its collector"),
  UTILISATION("%", "how busy the server's core was with the server"),
  FOREIGN("%", "how busy the server's core was with other processes"),
  CLIENT_BUSY("%", "how busy the other core was, with everything"),
  STEAL("%", "time that the hypervisor gave to others, of the two cores"),
  THREADS("threads", "operating system threads of the server"),
  BUSY_THREADS("threads", "platform threads that were at work, looked at once"),
  RSS("MB", "resident memory of the server"),
  LOOP_LATE("%", "share of the time by which a timer on the event loop was late"),
  STATEMENTS("1/request", "SQL statements per answer"),
  STATEMENT("ms", "mean time of a statement inside PostgreSQL"),
  CONNECTIONS_BUSY("%", "how busy the connections to PostgreSQL were with statements"),
  CAPACITY("1/s", "answers in a second when as many were asked for as it took, at warm-up's end"),
  PEAK("1/s", "good answers in the second half of the overload"),
  RECOVERY("s", "time after the overload until answers were good again"),
  LISTENERS("clients", "how many listened to changes"),
  HEAP("MB", "live objects of the server, after a collection"),
  HEARD_P50("ms", "half of the listeners knew of a change by then, from when it was asked for"),
  HEARD_P99("ms", "99 of 100 knew of it"),
  HEARD_CPU("µs", "CPU time of the server per message to a listener, with its share of the change"),
  UNHEARD("%", "messages that did not come within 20 s");

  private final String unit;
  private final String meaning;

  Figure(String unit, String meaning) {
    this.unit = unit;
    this.meaning = meaning;
  }

  public String unit() {
    return unit;
  }

  public String meaning() {
    return meaning;
  }
}
