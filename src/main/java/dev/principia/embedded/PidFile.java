package dev.principia.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What a server leaves behind to say that it runs: a file whose first line is its process id.
///
/// @param program the name of the executable, because the process id of a dead server may be
///   somebody else's by now
record PidFile(Path path, String program) {

  /// After a `kill -9` of the process before us its server may still be shutting down: waits for
  /// that.
  ///
  /// A file whose number now belongs to another program is removed; PostgreSQL would take that
  /// program for itself.
  void awaitEnd(Duration bound) throws IOException {
    var process = pid().flatMap(ProcessHandle::of);
    if (process.isEmpty()) {
      return;
    }
    if (!runsProgram(process.get())) {
      Files.deleteIfExists(path);
      return;
    }
    awaitEnd(process.get(), bound);
  }

  private void awaitEnd(ProcessHandle old, Duration bound) {
    try {
      old.onExit().get(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new EmbeddedFailure(
          "An older %s (pid %d) still runs on %s: stop it (kill -INT %d) and start again."
              .formatted(program, old.pid(), path.getParent(), old.pid()),
          e);
    } catch (ExecutionException e) {
      throw new EmbeddedFailure(
          "Cannot watch the older " + program + ", pid " + old.pid() + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedFailure("Interrupted while an older " + program + " was stopping.", e);
    }
  }

  private Optional<Long> pid() throws IOException {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    return Files.readString(path)
        .lines()
        .findFirst()
        .map(String::strip)
        .filter(s -> s.matches("[0-9]{1,18}"))
        .map(Long::valueOf);
  }

  private boolean runsProgram(ProcessHandle process) throws IOException {
    // Linux shows everybody the short name, but the executable only to its owner.
    var comm = Path.of("/proc", String.valueOf(process.pid()), "comm");
    if (Files.exists(comm)) {
      return Files.readString(comm).strip().equals(program);
    }
    return process
        .info()
        .command()
        .map(Path::of)
        .filter(path -> path.endsWith(program))
        .isPresent();
  }
}
