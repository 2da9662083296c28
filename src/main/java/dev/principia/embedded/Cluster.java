package dev.principia.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// PostgreSQL's files.
///
/// @param home below the data directory; all of it belongs to the user PostgreSQL runs as
/// @param programs the installation, with `bin` in it
record Cluster(Path home, Path programs) {
  private static final Duration CREATION = Duration.ofMinutes(2);
  private static final Pattern MAJOR = Pattern.compile("PostgreSQL\\) (\\d+)");

  Path data() {
    return home.resolve("data");
  }

  boolean exists() {
    return Files.exists(data());
  }

  String program(String name) {
    return programs.resolve("bin").resolve(name).toString();
  }

  PidFile pidFile() {
    return new PidFile(data().resolve("postmaster.pid"), "postgres");
  }

  /// @throws EmbeddedFailure when another major version wrote the data: PostgreSQL could not read
  ///   it
  void checkVersion() throws IOException {
    var version = data().resolve("PG_VERSION");
    if (!exists() || !Files.isReadable(data())) {
      return;
    }
    var found = Files.exists(version) ? Files.readString(version).strip() : "an unknown version";
    var ours = major();
    if (!found.equals(ours)) {
      throw new EmbeddedFailure(
          "The database in %s was written by PostgreSQL %s, and this is PostgreSQL %s: dump it with the Principia that"
                  .formatted(data(), found, ours)
              + " wrote it and restore it into a new --data directory.");
    }
  }

  private String major() {
    var answer = Command.run(program("postgres"), "--version");
    var matcher = MAJOR.matcher(answer.output());
    if (!answer.succeeded() || !matcher.find()) {
      throw new EmbeddedFailure(
          "The bundled PostgreSQL cannot run on this machine (%s): delete %s and start again, or run your own"
                  .formatted(answer.output(), programs)
              + " PostgreSQL and give Principia its URL.");
    }
    return matcher.group(1);
  }

  /// Makes the directory, so that it can be handed to its user.
  void createHome() throws IOException {
    if (!Files.exists(home)) {
      Files.createDirectory(home, PrivateFile.DIRECTORY);
    }
    if (!Files.isReadable(home)) {
      throw new EmbeddedFailure(
          "%s belongs to another user: start as that user, or choose another --data directory."
              .formatted(home));
    }
  }

  /// Creates the data beside its place and renames it: what is in place is complete.
  void create(ServerUser user, String superuserPassword) throws IOException {
    deleteLeftovers();
    var work = Files.createTempDirectory(home, "new-");
    var password = Files.createTempFile(work, "password", "", PrivateFile.FILE);
    Files.writeString(password, superuserPassword);
    user.own(work);
    var log = home.resolveSibling("initdb.log");
    var command = user.command(initdb(work.resolve("data"), password));
    var child = Child.start("PostgreSQL's initdb", "INT", home, log, command);
    if (!child.endsWithin(CREATION) || !child.succeeded()) {
      var failure = child.failure();
      child.stop(Duration.ZERO);
      throw failure;
    }
    Files.move(work.resolve("data"), data());
    Binaries.delete(work);
    Files.delete(log);
  }

  private List<String> initdb(Path directory, Path password) {
    return List.of(
        program("initdb"),
        "--pgdata=" + directory,
        "--username=postgres",
        "--pwfile=" + password,
        "--auth=scram-sha-256",
        "--data-checksums",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8");
  }

  private void deleteLeftovers() throws IOException {
    try (var leftovers = Files.newDirectoryStream(home, "new-*")) {
      for (var leftover : leftovers) {
        Binaries.delete(leftover);
      }
    }
  }
}
