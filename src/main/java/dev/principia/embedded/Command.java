package dev.principia.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A short-lived program that has run: its exit status and everything it printed.
record Command(int status, String output) {
  static final int NOT_FOUND = 127;

  /// A program that can't be started has the status [#NOT_FOUND], as a shell would say.
  static Command run(List<String> words) {
    var builder = new ProcessBuilder(words).redirectErrorStream(true);
    plain(builder.environment());
    try {
      var process = builder.start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Command(process.waitFor(), output.strip());
    } catch (IOException e) {
      return new Command(NOT_FOUND, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedFailure("Interrupted while " + words.getFirst() + " was running.", e);
    }
  }

  static Command run(String... words) {
    return run(List.of(words));
  }

  boolean succeeded() {
    return status == 0;
  }

  static boolean isOnPath(String program) {
    return path().stream().anyMatch(folder -> Files.isExecutable(folder.resolve(program)));
  }

  /// Leaves nothing but the path: neither PGDATA and its like nor the user's language may change
  /// what a program does.
  static void plain(Map<String, String> environment) {
    var path = Optional.ofNullable(environment.get("PATH"));
    environment.clear();
    environment.put("LC_ALL", "C");
    path.ifPresent(value -> environment.put("PATH", value));
  }

  private static List<Path> path() {
    var folders = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
    return List.of(folders.split(":", -1)).stream()
        .filter(f -> !f.isEmpty())
        .map(Path::of)
        .toList();
  }
}
