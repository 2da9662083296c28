package dev.principia.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/// A running Redis whose keys survive a restart.
final class Redis {
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final int OLDEST_ON_PATH = 7;
  private static final Pattern MAJOR = Pattern.compile("v=(\\d+)\\.");

  private final String program;
  private final Path home;
  private final int port;
  private final String password;
  private Child child;

  private Redis(String program, Path home, String password, int port) throws IOException {
    this.program = program;
    this.home = home;
    this.port = port;
    this.password = password;
    this.child = run();
  }

  /// The machine's own redis-server when it is recent enough, else the bundled 6.2.
  static String program(Binaries binaries) throws IOException {
    var installed = MAJOR.matcher(Command.run("redis-server", "--version").output());
    if (installed.find() && Integer.parseInt(installed.group(1)) >= OLDEST_ON_PATH) {
      return "redis-server";
    }
    var bundled = binaries.redis().toString();
    var answer = Command.run(bundled, "--version");
    if (!answer.succeeded()) {
      throw new EmbeddedFailure(
          "The bundled Redis cannot run on this machine (%s): install Redis 7 or newer (for example: apt install"
                  .formatted(answer.output())
              + " redis-server) and start again.");
    }
    return bundled;
  }

  static PidFile pidFile(Path home) {
    return new PidFile(home.resolve("redis.pid"), "redis-server");
  }

  /// Blocks until it answers, with all its keys loaded.
  ///
  /// @param home Redis' directory, existing
  static Redis start(String program, Path home, String password, int port) throws IOException {
    configure(home, password, port);
    var redis = new Redis(program, home, password, port);
    redis.awaitReadyOrStop();
    return redis;
  }

  /// Starts again after [#stop], on the same port; blocks until it answers.
  synchronized void restart() throws IOException {
    child = run();
    awaitReadyOrStop();
  }

  private Child run() throws IOException {
    var log = home.resolveSibling("redis.log");
    return Child.start("Redis", "TERM", home, log, List.of(program, "redis.conf"));
  }

  String url() {
    return "redis://:" + password + "@127.0.0.1:" + port + "/0";
  }

  synchronized void stop() {
    child.stop(STOP);
  }

  private void awaitReadyOrStop() throws IOException {
    try {
      awaitReady();
    } catch (IOException | RuntimeException e) {
      child.stop(STOP);
      throw e;
    }
  }

  /// A file, because the arguments of a process are for everybody to see. Its paths are relative to
  /// where Redis runs.
  private static void configure(Path home, String password, int port) throws IOException {
    var file = home.resolve("redis.conf");
    Files.deleteIfExists(file);
    Files.createFile(file, PrivateFile.FILE);
    Files.writeString(
        file,
        """
        bind 127.0.0.1
        port %d
        protected-mode yes
        requirepass %s
        dir .
        pidfile ./redis.pid
        appendonly yes
        save ""
        daemonize no
        loglevel warning
        """
            .formatted(port, password));
  }

  private void awaitReady() throws IOException {
    var deadline = Instant.now().plus(START);
    while (!child.endsWithin(POLL) && Instant.now().isBefore(deadline)) {
      if (ready()) {
        return;
      }
    }
    throw child.failure();
  }

  /// While Redis loads its keys it answers, but with an error.
  private boolean ready() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      socket.setSoTimeout(5000);
      socket
          .getOutputStream()
          .write(("AUTH " + password + "\r\nPING\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return answer.startsWith("+OK\r\n+PONG\r\n");
    } catch (IOException e) {
      return false;
    }
  }
}
