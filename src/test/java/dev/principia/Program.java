package dev.principia;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The program itself in a process of its own, as a shell would start it.
final class Program implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(50);
  private static final Duration END = Duration.ofSeconds(20);

  private final Process process;
  private final List<String> output = new CopyOnWriteArrayList<>();
  private final Thread reader;

  private Program(Process process) {
    this.process = process;
    this.reader = Thread.ofVirtual().start(this::read);
  }

  /// Starts one command.
  ///
  /// @param environment the only settings that it gets beside its arguments
  static Program start(Map<String, String> environment, String... arguments) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    words.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("PRINCIPIA_"));
    builder.environment().remove("PORT");
    builder.environment().putAll(environment);
    try {
      return new Program(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (BufferedReader lines = process.inputReader()) {
      lines.lines().forEach(output::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// Everything that it has printed until now.
  String output() {
    return String.join("\n", output);
  }

  /// The first group of the pattern, once it is printed.
  String awaitPrinted(String pattern) {
    Pattern wanted = Pattern.compile(pattern);
    Until.within(START, pattern, () -> wanted.matcher(output()).find() || !process.isAlive());
    Matcher found = wanted.matcher(output());
    assertTrue(found.find(), () -> "not printed: " + pattern + "\n" + output());
    return found.group(1);
  }

  /// Sends a signal by its name: `TERM`, `INT`.
  void signal(String name) {
    try {
      new ProcessBuilder("kill", "-s", name, Long.toString(pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// Its exit code, once it has ended and all of its output is here.
  int awaitExit() {
    try {
      assertTrue(process.waitFor(END.toSeconds(), TimeUnit.SECONDS), () -> "runs on\n" + output());
      reader.join();
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// Ends it by force, for tests that failed.
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
