package dev.principia.lab.result;

import java.util.List;
import java.util.Map;

/// One way to serve the contract, made of parts that exist.
///
/// @param id its short name, such as `A1`
/// @param settings what its process is told, by the keys of `principia config`
/// @param connections how many connections to PostgreSQL serve its single statements
/// @param threads the most requests that it can have in hand at once; 0 when nothing limits that
public record Arm(
    String id, String name, Map<String, String> settings, int connections, int threads) {
  private static final int THREADS = 200;

  /// The product: single statements share one pipelined connection.
  public static final Arm A = new Arm("A", "event loop, pipelined client", eventLoop("64"), 1, 0);

  /// The product again, under another name: how far two equal arms lie apart is the noise.
  public static final Arm TWIN = new Arm("A/A", "event loop again", A.settings, 1, 0);

  public static final Arm A1 = new Arm("A1", "event loop, pool", eventLoop("1"), 7, 0);

  public static final Arm C = new Arm("C", "Jetty, virtual threads, JDBC", jetty("virtual"), 7, 0);

  public static final Arm D =
      new Arm("D", "Jetty, 200 platform threads, JDBC", jetty("platform"), 7, THREADS);

  /// Those of the standard run, in the order of the report.
  public static final List<Arm> ALL = List.of(A, TWIN, A1, C, D);

  /// Eight connections each: one asks whether the database is there, the others serve requests.
  private static Map<String, String> eventLoop(String pipelining) {
    return Map.of(
        "server", "event-loop", "postgres-connections", "8", "postgres-pipelining", pipelining);
  }

  private static Map<String, String> jetty(String threads) {
    return Map.of(
        "server",
        "blocking",
        "threads",
        threads,
        "max-threads",
        Integer.toString(THREADS),
        "postgres-connections",
        "7");
  }
}
