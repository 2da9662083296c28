package dev.principia.lab.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Who runs where: the server under test has core 0 alone; generator, database and stub share core
/// 1.
///
/// @param pinned whether that is so; without `taskset` or a second core it is not
public record Cores(boolean pinned) {
  static final int SERVER = 0;
  static final int OTHERS = 1;

  /// Pins this process with everything that it starts later. Threads that run already move too.
  public static Cores pin() {
    boolean possible =
        Runtime.getRuntime().availableProcessors() >= 2
            && Files.isExecutable(Path.of("/usr/bin/taskset"));
    return new Cores(
        possible
            && run(
                "taskset",
                "-a",
                "-c",
                "-p",
                Integer.toString(OTHERS),
                Long.toString(ProcessHandle.current().pid())));
  }

  /// The words that start a program on the server's core.
  List<String> onServerCore(List<String> program) {
    List<String> words = new ArrayList<>();
    if (pinned) {
      words.addAll(List.of("taskset", "-c", Integer.toString(SERVER)));
    }
    words.addAll(program);
    return words;
  }

  /// Lets the compiler of a server use the core of the others, too: while it warms up, nothing is
  /// measured, and it is warm sooner.
  void compilerOnBoth(long pid) {
    compilerOn(pid, SERVER + "," + OTHERS);
  }

  /// Sends it back to the server's core.
  void compilerOnItsOwn(long pid) {
    compilerOn(pid, Integer.toString(SERVER));
  }

  private void compilerOn(long pid, String list) {
    if (pinned) {
      Kernel.threads(pid).entrySet().stream()
          .filter(thread -> thread.getValue().compiles())
          .forEach(thread -> run("taskset", "-c", "-p", list, thread.getKey()));
    }
  }

  static boolean run(String... words) {
    try {
      Process process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
