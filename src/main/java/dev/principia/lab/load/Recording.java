package dev.principia.lab.load;

import org.HdrHistogram.Histogram;

/// What happened to the requests that were due within the window. Filled by the generator's thread
/// alone, read after the run.
///
/// Times are in microseconds. A request that was given up or failed is in the histograms with the
/// time that it had taken by then: left out, it would make the server look fast.
public final class Recording {
  private static final long LONGEST_MICROS = 120_000_000;
  private static final int DIGITS = 3;

  /// From when a request of the first kind was due to its last byte.
  public final Histogram response = histogram();

  /// The same for the other kinds.
  public final Histogram others = histogram();

  /// From the real send to the last byte, all kinds.
  public final Histogram service = histogram();

  /// From when a request was due until the generator took it in hand, all kinds.
  public final Histogram lag = histogram();

  private final long[] goodPerSecond;
  private final long from;
  private final long to;
  private long due;
  private long handled;
  private long answered;
  private long good;
  private long errors;
  private long timeouts;
  private long again;
  private int backlog;
  private int inFlight;
  private double inFlightNanos;
  private long inFlightSince;

  /// @param from begin of the window, in nanoseconds from the start
  Recording(long from, long to) {
    this.from = from;
    this.to = to;
    this.inFlightSince = from;
    this.goodPerSecond = new long[(int) ((to - from) / 1_000_000_000) + 1];
  }

  private static Histogram histogram() {
    return new Histogram(LONGEST_MICROS, DIGITS);
  }

  private boolean isWithin(long intended) {
    return intended >= from && intended < to;
  }

  void due(long intended, long now) {
    if (isWithin(intended)) {
      due++;
      handled += now < to ? 1 : 0;
      lag.recordValue(micros(now - intended));
    }
  }

  void waiting(int requests) {
    backlog = Math.max(backlog, requests);
  }

  /// So many requests are on the wire from now on.
  void inFlight(int requests, long now) {
    long until = Math.min(Math.max(now, from), to);
    inFlightNanos += (double) inFlight * (until - inFlightSince);
    inFlightSince = until;
    inFlight = requests;
  }

  /// An answer is there, be it the last word or not.
  ///
  /// @param isGood of the expected status and in time
  void came(boolean isGood, long now) {
    if (now >= from && now < to) {
      answered++;
      good += isGood ? 1 : 0;
      goodPerSecond[(int) ((now - from) / 1_000_000_000)] += isGood ? 1 : 0;
    }
  }

  /// A request is sent once more.
  void again(long now) {
    again += isWithin(now) ? 1 : 0;
  }

  /// The last word of a request.
  ///
  /// @param isGood of the expected status
  void ended(Due due, boolean isGood, long sent, long now) {
    if (isWithin(due.intended())) {
      errors += isGood ? 0 : 1;
      record(due, sent, now);
    }
  }

  /// @param sent when it was sent, or now when it never was
  void gaveUp(Due due, boolean lost, long sent, long now) {
    if (isWithin(due.intended())) {
      errors += lost ? 1 : 0;
      timeouts += lost ? 0 : 1;
      record(due, sent, now);
    }
  }

  private void record(Due due, long sent, long now) {
    (due.isOfFirstKind() ? response : others).recordValue(micros(now - due.intended()));
    service.recordValue(micros(now - sent));
  }

  private static long micros(long nanos) {
    return Math.min(Math.max(nanos / 1000, 0), LONGEST_MICROS);
  }

  public double seconds() {
    return (to - from) / 1e9;
  }

  /// Requests that were due.
  public long due() {
    return due;
  }

  /// Requests that were due and that the generator took in hand before the window's end.
  public long handled() {
    return handled;
  }

  /// Answers of any kind that came within the window.
  public long answered() {
    return answered;
  }

  /// Answers as expected and within the deadline.
  public long good() {
    return good;
  }

  public long errors() {
    return errors;
  }

  public long timeouts() {
    return timeouts;
  }

  /// Requests that were sent once more within the window.
  public long again() {
    return again;
  }

  /// The most requests that were due and waited for a connection.
  public int backlog() {
    return backlog;
  }

  /// Requests on the wire, on average over the window.
  public double meanInFlight() {
    return inFlightNanos / (to - from);
  }

  public long[] goodPerSecond() {
    return goodPerSecond.clone();
  }
}
