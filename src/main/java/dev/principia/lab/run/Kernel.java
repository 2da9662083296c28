package dev.principia.lab.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What Linux counts of a process and its machine, from `/proc`. Without it nothing is known, and
/// nothing is made up.
final class Kernel {
  /// Since its start, in nanoseconds but for the switches.
  ///
  /// @param ready time during which a thread could have run and had no core
  record Task(String name, long ran, long ready, long switches) {
    boolean compiles() {
      return name.startsWith("C1 Comp") || name.startsWith("C2 Comp");
    }
  }

  /// In clock ticks.
  record Core(long busy, long stolen, long all) {}

  private Kernel() {}

  static boolean isKnown() {
    return Files.isReadable(Path.of("/proc/self/schedstat"));
  }

  /// The threads of a process by their ids.
  static Map<String, Task> threads(long pid) {
    Map<String, Task> threads = new HashMap<>();
    Path tasks = Path.of("/proc", Long.toString(pid), "task");
    if (!Files.isDirectory(tasks)) {
      return threads;
    }
    try (Stream<Path> all = Files.list(tasks)) {
      for (Path task : all.toList()) {
        String[] times = read(task.resolve("schedstat")).split(" ", -1);
        if (times.length == 3) {
          threads.put(
              String.valueOf(task.getFileName()),
              new Task(
                  read(task.resolve("comm")),
                  Long.parseLong(times[0]),
                  Long.parseLong(times[1]),
                  Long.parseLong(times[2])));
        }
      }
      return threads;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Resident memory in bytes.
  static long resident(long pid) {
    return read(Path.of("/proc", Long.toString(pid), "status"))
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
        .findFirst()
        .orElse(0);
  }

  /// One core, or the whole machine: `cpu1`, `cpu`.
  static Core core(String name) {
    return read(Path.of("/proc/stat"))
        .lines()
        .map(line -> line.split(" +", -1))
        .filter(words -> words[0].equals(name))
        .map(Kernel::core)
        .findFirst()
        .orElse(new Core(0, 0, 0));
  }

  private static Core core(String[] words) {
    List<Long> ticks = Stream.of(words).skip(1).limit(8).map(Long::parseLong).toList();
    long all = ticks.stream().mapToLong(Long::longValue).sum();
    return new Core(all - ticks.get(3) - ticks.get(4), ticks.get(7), all);
  }

  /// Empty when the thread or process is gone.
  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      // Reading what belongs to a thread that has just ended fails in more than one way.
      return "";
    }
  }
}
