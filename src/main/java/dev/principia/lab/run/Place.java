package dev.principia.lab.run;

import dev.principia.lab.load.Stub;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What every server of a run is given, whatever its arm.
///
/// @param settings by the keys of `principia config`: the services and what the lab switches
/// @param email of the demo learner
/// @param password of the demo learner
/// @param results where the run keeps its files
/// @param statements what PostgreSQL knows of its statements
/// @param startedAt in ISO 8601
/// @param built version and commit
public record Place(
    Map<String, String> settings,
    String email,
    String password,
    Path results,
    Statements statements,
    String startedAt,
    String built) {
  /// A whole server, without the jobs and schedules of a worker.
  static final List<String> SERVE = List.of("serve", "--roles", "web");

  private static final int STARTS = 3;

  /// Counts since PostgreSQL's start.
  ///
  /// @param micros time of all of them inside PostgreSQL
  public record Counted(long calls, long micros) {
    Counted minus(Counted earlier) {
      return new Counted(calls - earlier.calls, micros - earlier.micros);
    }
  }

  /// Asks `pg_stat_statements`.
  @FunctionalInterface
  public interface Statements {
    Counted now();
  }

  /// A server in a fresh JVM, with what all arms have in common.
  ///
  /// @param more what else it is told, the strongest last: of its arm, of its scenario
  ServerProcess start(Cores cores, Stub stub, List<String> command, List<Map<String, String>> more)
      throws IOException, InterruptedException {
    Map<String, String> common =
        Map.of(
            "loops", "1",
            "lab", "on",
            "rate-limits", "off",
            "cache", "off",
            "log-format", "json",
            "lab-stub", "http://127.0.0.1:" + stub.port());
    List<Map<String, String>> all = new ArrayList<>(List.of(settings, common));
    all.addAll(more);
    return started(cores, command, all, STARTS);
  }

  /// A busy machine may keep a start waiting for too long; a run does not end with that.
  private ServerProcess started(
      Cores cores, List<String> command, List<Map<String, String>> all, int left)
      throws IOException, InterruptedException {
    try {
      return ServerProcess.start(cores, results.resolve("server.log"), command, all);
    } catch (IllegalStateException e) {
      if (left == 1) {
        throw e;
      }
      return started(cores, command, all, left - 1);
    }
  }

  static URI url(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
