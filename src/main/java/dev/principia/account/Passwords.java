package dev.principia.account;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Argon2id (RFC 9106) with the parameters that OWASP names first: 19 MiB, 2 passes, 1 lane. A hash
/// carries its salt and parameters.
///
/// Hashing takes tens of milliseconds of CPU, so it runs in a pool of its own, as wide as the
/// processors and with a bounded queue: a burst of sign-ups is refused with 503, and slows nobody
/// else down.
public final class Passwords implements AutoCloseable {
  private static final Argon2Function ARGON2 =
      Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID);
  private static final int SALT_BYTES = 16;

  /// A hash that no password has: an unknown address costs the same as a wrong password.
  static final String NOBODY = computed(java.util.UUID.randomUUID().toString());

  private final ThreadPoolExecutor pool;

  /// @param threads how many hashes are computed at a time
  /// @param queue how many more may wait
  public Passwords(int threads, int queue) {
    AtomicInteger number = new AtomicInteger();
    this.pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(queue),
            work ->
                Thread.ofPlatform()
                    .daemon()
                    .name("hash-" + number.incrementAndGet())
                    .unstarted(work));
  }

  /// The hash of a password in PHC form, computed in the pool. A full queue throws
  /// [ProblemType#OVERLOADED] at once.
  public CompletableFuture<String> hash(String password) {
    return inPool(() -> computed(password));
  }

  /// The hash, computed on the calling thread; for the first start.
  static String computed(String password) {
    return Password.hash(password).addRandomSalt(SALT_BYTES).with(ARGON2).getResult();
  }

  /// Whether the password has this hash, computed in the pool. A full queue throws
  /// [ProblemType#OVERLOADED] at once.
  public CompletableFuture<Boolean> matches(String password, String hash) {
    return inPool(
        () -> Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash)));
  }

  /// Whether a stored hash was made with less work than a new one would be.
  static boolean isOutdated(String hash) {
    Argon2Function used = Argon2Function.getInstanceFromHash(hash);
    return used.getMemory() < ARGON2.getMemory() || used.getIterations() < ARGON2.getIterations();
  }

  private <T> CompletableFuture<T> inPool(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, (Executor) pool);
    } catch (RejectedExecutionException e) {
      throw Problem.later(
          ProblemType.OVERLOADED, "Too many passwords are being hashed.", Duration.ofSeconds(1));
    }
  }

  /// How many hashes wait for a thread.
  public int waiting() {
    return pool.getQueue().size();
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}
