package dev.principia;

import dev.principia.db.DbSettings;
import dev.principia.live.LiveSettings;
import dev.principia.server.Network;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;

/// The configuration of one process, read once; every mistake is reported together.
///
/// @param host address to listen on
/// @param port of the application; 0 takes any free one
/// @param managementPort of the probes and metrics; 0 takes any free one
/// @param secret signs cursors and keys fingerprints; the same in all instances
/// @param loops event loops
/// @param live what connections to the live feed may cost
/// @param jobLease how long a job is a worker's own after its last heartbeat
/// @param jobConcurrency the most jobs of one queue at once in this process
/// @param lab whether the lab's operations exist
/// @param labStub the system that the lab calls; empty for one of its own
record Config(
    ServerKind server,
    boolean virtualThreads,
    Set<Role> roles,
    String host,
    int port,
    int managementPort,
    Path data,
    DbSettings postgres,
    URI redis,
    SecretKey secret,
    int loops,
    int maxThreads,
    int hashQueue,
    int bodyLimit,
    Duration bodyPatience,
    Duration deadline,
    Duration drainDelay,
    Duration drainTimeout,
    Duration purgeInterval,
    Duration eventRetention,
    Duration jobLease,
    int jobConcurrency,
    int eventStreams,
    Duration eventHeartbeat,
    Duration blockedWarning,
    List<Network> trustedProxies,
    String securityContact,
    Set<String> allowedOrigins,
    boolean rateLimits,
    int ratePerAddress,
    int ratePerCaller,
    boolean cache,
    int cacheSize,
    LiveSettings live,
    boolean lab,
    Optional<URI> labStub) {

  private static final Duration LONGEST_POLL = Duration.ofSeconds(30);

  /// Which server answers requests.
  enum ServerKind {
    EVENT_LOOP,
    BLOCKING;

    /// As it is written in settings.
    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// What a process does.
  enum Role {
    WEB,
    WORKER
  }

  /// Reads and checks everything; [ConfigMistakes] names all that is wrong.
  static Config read(Sources sources) {
    return new ConfigReader(sources).read();
  }

  /// The most who may wait for events at once. A stream of the blocking server holds a thread, and
  /// requests need theirs.
  int followers() {
    boolean platform = server == ServerKind.BLOCKING && !virtualThreads;
    return platform ? Math.min(eventStreams, maxThreads / 2) : eventStreams;
  }

  /// The longest that a request may wait for something to happen, which leaves it time to answer.
  Duration longestPoll() {
    Duration most = deadline.minusSeconds(1);
    return most.compareTo(LONGEST_POLL) < 0 ? most : LONGEST_POLL;
  }

  /// The features that are switched on, by their names in the contract.
  Set<String> features() {
    return lab ? Set.of("lab") : Set.of();
  }
}
