package dev.principia.lab.run;

import java.net.URI;
import java.nio.file.Path;
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

  static URI url(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
