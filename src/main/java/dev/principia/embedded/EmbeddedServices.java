package dev.principia.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// PostgreSQL and Redis, running as children of this process on 127.0.0.1, with all their data
/// below one directory.
///
/// They stop with this process, however it ends; [#close] stops them in good order. May be used
/// from any thread; [#start] and [#close] block.
public final class EmbeddedServices implements AutoCloseable {
  private final DataDirectory directory;
  private final DirectoryLock lock;
  private final Secrets secrets;
  private final Postgres postgres;
  private final Redis redis;
  private final AtomicBoolean closed = new AtomicBoolean();

  EmbeddedServices(
      DataDirectory directory,
      DirectoryLock lock,
      Secrets secrets,
      Postgres postgres,
      Redis redis) {
    this.directory = directory;
    this.lock = lock;
    this.secrets = secrets;
    this.postgres = postgres;
    this.redis = redis;
  }

  /// Starts the services on their usual ports, or on free ones where these are taken.
  ///
  /// @see #start(Path, Ports, Consumer)
  public static EmbeddedServices start(Path data, Consumer<String> say) {
    return start(data, Ports.USUAL, say);
  }

  /// Starts the services, creating them the first time, and blocks until both answer.
  ///
  /// @param data a directory of ours, an empty one, or one that does not exist yet
  /// @param say is told one line for each fact worth knowing, such as another port than the usual
  ///   one
  /// @throws EmbeddedFailure when they can't run; nothing is left running then
  public static EmbeddedServices start(Path data, Ports ports, Consumer<String> say) {
    return start(data, data.resolve("bin"), ports, say);
  }

  /// The same with the programs unpacked elsewhere than in `data`.
  ///
  /// @param programs made when missing; data directories, and processes, may share it
  public static EmbeddedServices start(
      Path data, Path programs, Ports ports, Consumer<String> say) {
    try {
      var directory = DataDirectory.claim(data);
      var lock = DirectoryLock.take(directory.path());
      try {
        RunningServices.delete(directory.path());
        return new Starting(directory, lock, new Binaries(programs.toAbsolutePath()), ports, say)
            .start();
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw failure(data, e);
    } catch (UncheckedIOException e) {
      throw failure(data, e);
    }
  }

  /// `postgresql://principia:<password>@127.0.0.1:<port>/principia`; the role owns the database and
  /// is not a superuser.
  public String postgresUrl() {
    return postgres.url();
  }

  /// `redis://:<password>@127.0.0.1:<port>/0`
  public String redisUrl() {
    return redis.url();
  }

  /// What the application signs and encrypts with: 32 random bytes in base64url, the same at every
  /// start.
  public String secret() {
    return secrets.application();
  }

  /// Stops PostgreSQL alone, to see how others bear it. Blocks until it has ended.
  public void stopPostgres() {
    postgres.stop();
  }

  /// Starts a stopped PostgreSQL again on its port. Blocks until it answers.
  public void startPostgres() {
    again(postgres::restart);
  }

  /// Stops Redis alone, to see how others bear it. Blocks until it has ended.
  public void stopRedis() {
    redis.stop();
  }

  /// Starts a stopped Redis again on its port. Blocks until it answers.
  public void startRedis() {
    again(redis::restart);
  }

  private interface Start {
    void run() throws IOException;
  }

  private void again(Start start) {
    try {
      start.run();
    } catch (IOException e) {
      throw failure(directory.path(), e);
    }
  }

  /// Stops Redis and PostgreSQL in good order and lets go of the directory. Again is nothing.
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    try {
      RunningServices.delete(directory.path());
      redis.stop();
    } finally {
      release();
    }
  }

  private void release() {
    try {
      postgres.stop();
    } finally {
      try {
        lock.close();
      } catch (IOException e) {
        // The lock goes with the process at the latest.
      }
    }
  }

  private static EmbeddedFailure failure(Path data, Exception cause) {
    if (String.valueOf(cause.getMessage()).contains("No space left on device")) {
      return EmbeddedFailure.diskFull(data);
    }
    return new EmbeddedFailure("Cannot use " + data + " for the data: " + cause, cause);
  }
}
