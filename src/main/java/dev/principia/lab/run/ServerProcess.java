package dev.principia.lab.run;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// A fresh JVM with one server, on the server's core. The flags are the same for all arms and are
/// ones that we would ship.
final class ServerProcess implements AutoCloseable {
  static final List<String> FLAGS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+UseCompactObjectHeaders",
          "-XX:ActiveProcessorCount=1",
          "-XX:+UseSerialGC",
          "-Xms512m",
          "-Xmx512m");

  private static final int PATIENCE_SECONDS = 60;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final Target target;
  private final Path log;
  private final Thread hook = new Thread(this::end);

  private ServerProcess(Process process, Target target, Path log) {
    this.process = process;
    this.target = target;
    this.log = log;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// Starts it and waits until it is ready.
  ///
  /// @param command what the program is told to be
  /// @param settings by the keys of `principia config`, the strongest last
  static ServerProcess start(
      Cores cores, Path log, List<String> command, List<Map<String, String>> settings)
      throws IOException, InterruptedException {
    int port = freePort();
    int management = freePort();
    List<String> program = new ArrayList<>(List.of(java()));
    program.addAll(FLAGS);
    program.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.principia.Main"));
    program.addAll(command);
    program.addAll(List.of("--port", "" + port, "--management-port", "" + management));
    Map<String, String> all = new TreeMap<>();
    settings.forEach(all::putAll);
    ProcessBuilder builder = new ProcessBuilder(cores.onServerCore(program));
    // Secrets are nothing for a command line, which everybody on the machine can read.
    all.forEach((key, value) -> builder.environment().put(variable(key), value));
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Process process = builder.start();
    ServerProcess started =
        new ServerProcess(process, new Target(port, management, process.pid()), log);
    started.awaitReady();
    return started;
  }

  private static String variable(String key) {
    return "PRINCIPIA_" + key.toUpperCase(java.util.Locale.ROOT).replace('-', '_');
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady() throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!isReady()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        List<String> said = Files.readString(log).lines().limit(20).toList();
        close();
        throw new IllegalStateException("the server did not start:\n" + String.join("\n", said));
      }
      Thread.sleep(50);
    }
  }

  private boolean isReady() throws InterruptedException {
    try {
      HttpRequest ready =
          HttpRequest.newBuilder(Place.url(target.managementPort(), "/readyz")).build();
      return HTTP.send(ready, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  Target target() {
    return target;
  }

  /// Lets a server stand still for a time, as if it had no core at all; returns at once.
  static void standStill(Target target, long millis) {
    Thread.ofVirtual()
        .start(
            () -> {
              String pid = Long.toString(target.pid());
              Cores.run("kill", "-STOP", pid);
              try {
                Thread.sleep(millis);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } finally {
                Cores.run("kill", "-CONT", pid);
              }
            });
  }

  private void end() {
    process.destroyForcibly();
  }

  /// Ends it at once: nobody is served any more, and its data is the database's.
  @Override
  public void close() throws IOException {
    end();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(hook);
    Files.deleteIfExists(log);
  }
}
