package dev.principia.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/// One start of both services, side by side, with what its steps need.
record Starting(
    DataDirectory directory,
    DirectoryLock lock,
    Binaries binaries,
    Ports ports,
    Consumer<String> say) {
  /// How long the services of a killed process may take to stop.
  private static final Duration FORMER = Duration.ofMinutes(1);

  private interface Step<T> {
    T run() throws IOException;
  }

  EmbeddedServices start() throws IOException {
    var cluster = new Cluster(directory.postgres(), binaries.postgres());
    cluster.checkVersion();
    var secrets = Secrets.of(directory.path(), !cluster.exists());
    var redis = aside(() -> redis(secrets));
    var postgres = aside(() -> postgres(cluster, secrets));
    try {
      return new EmbeddedServices(directory, lock, secrets, postgres.join(), redis.join());
    } catch (CompletionException e) {
      await(redis.thenAccept(Redis::stop));
      await(postgres.thenAccept(Postgres::stop));
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private Postgres postgres(Cluster cluster, Secrets secrets) throws IOException {
    cluster.createHome();
    var user = ServerUser.of(cluster.home());
    if (!cluster.exists()) {
      tell("PostgreSQL: creating the database in " + cluster.home());
      cluster.create(user, secrets.superuser());
    }
    cluster.pidFile().awaitEnd(FORMER);
    return Ports.open(
        "PostgreSQL",
        ports.postgres(),
        this::tell,
        port -> Postgres.start(cluster, user, secrets, port));
  }

  private Redis redis(Secrets secrets) throws IOException {
    var home = directory.redis();
    Files.createDirectories(home, PrivateFile.DIRECTORY);
    var program = Redis.program(binaries);
    Redis.pidFile(home).awaitEnd(FORMER);
    return Ports.open(
        "Redis",
        ports.redis(),
        this::tell,
        port -> Redis.start(program, home, secrets.redis(), port));
  }

  /// Two threads have something to say.
  private void tell(String line) {
    synchronized (lock) {
      say.accept(line);
    }
  }

  private static <T> CompletableFuture<T> aside(Step<T> step) {
    return CompletableFuture.supplyAsync(() -> unchecked(step), Thread::startVirtualThread);
  }

  private static <T> T unchecked(Step<T> step) {
    try {
      return step.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits for the end, good or bad.
  private static void await(CompletableFuture<Void> step) {
    step.handle((done, failure) -> true).join();
  }
}
