package dev.principia.embedded;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A long-running program that never outlives this process.
///
/// It runs under a small shell that waits on a pipe held by us. When the pipe ends, because we
/// close it or because we are gone (`kill -9` included), the shell sends the program its stop
/// signal. Both are in a session of their own: a Ctrl-C at the terminal is for us only, and we stop
/// the program last.
final class Child {
  /// Arguments: the stop signal, then the program. The end of descriptor 3 is the end of us.
  /// Without job control a shell gives background programs /dev/null as input, hence the copy.
  private static final String SUPERVISOR =
      """
      trap '' INT HUP TERM
      signal=$1; shift
      exec 3<&0
      "$@" </dev/null 3<&- &
      program=$!
      ( read -r end <&3; kill -s "$signal" "$program" ) &
      watcher=$!
      exec 3<&-
      wait "$program"; status=$?
      kill -s KILL "$watcher" 2>/dev/null
      exit "$status"
      """;

  private static final int LAST_LINES = 5;
  private static final int TAIL_BYTES = 4096;

  private final String name;
  private final Path log;
  private final Process process;

  private Child(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /// @param signal what stops the program cleanly: INT, TERM
  /// @param log gets all that the program prints; the log of the run before is kept beside it as
  ///   `….1`
  static Child start(String name, String signal, Path directory, Path log, List<String> program)
      throws IOException {
    if (Files.exists(log)) {
      Files.move(
          log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
    }
    Files.createFile(log, PrivateFile.FILE);
    var words = new ArrayList<>(supervisor());
    words.addAll(List.of("principia", signal));
    words.addAll(program);
    var builder = new ProcessBuilder(words).directory(directory.toFile());
    Command.plain(builder.environment());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new Child(name, log, builder.start());
  }

  /// macOS has no `setsid`; there job control gives the program a process group of its own.
  private static List<String> supervisor() {
    return Command.isOnPath("setsid")
        ? List.of("setsid", "/bin/sh", "-c", SUPERVISOR)
        : List.of("/bin/sh", "-c", "set -m\n" + SUPERVISOR);
  }

  /// Waits for the end of the program, at most for the bound.
  boolean endsWithin(Duration bound) {
    try {
      return process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedFailure("Interrupted while waiting for " + name + ".", e);
    }
  }

  boolean succeeded() {
    return !process.isAlive() && process.exitValue() == 0;
  }

  /// Why the program did not do what we waited for, in its own last words.
  EmbeddedFailure failure() throws IOException {
    var said = lastLines();
    if (said.contains("No space left on device")) {
      return EmbeddedFailure.diskFull(Optional.ofNullable(log.getParent()).orElse(log));
    }
    var what =
        process.isAlive()
            ? "did not become ready in time"
            : "ended with status " + process.exitValue();
    var message =
        "%s %s; the whole log is %s. Its last lines:%n%s".formatted(name, what, log, said);
    return said.contains("Address already in use")
        ? new EmbeddedFailure.PortTaken(message)
        : new EmbeddedFailure(message);
  }

  /// Stops the program cleanly, or by force when it takes longer than the bound.
  void stop(Duration bound) {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // The supervisor is gone already, which is what closing the pipe is for.
    }
    if (!endsWithin(bound)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private String lastLines() throws IOException {
    try (var file = Files.newByteChannel(log)) {
      file.position(Math.max(0, file.size() - TAIL_BYTES));
      var bytes = Channels.newInputStream(file).readAllBytes();
      var lines = new String(bytes, StandardCharsets.UTF_8).strip().lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }
  }
}
