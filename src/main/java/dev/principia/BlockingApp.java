package dev.principia;

import dev.principia.Config.Role;
import dev.principia.account.BlockingAccounts;
import dev.principia.account.BlockingAdmin;
import dev.principia.account.BlockingApiKeys;
import dev.principia.account.BlockingExport;
import dev.principia.account.BlockingIdentity;
import dev.principia.account.BlockingKeys;
import dev.principia.account.BlockingMe;
import dev.principia.account.BlockingSessions;
import dev.principia.account.BlockingTotp;
import dev.principia.cache.BlockingCache;
import dev.principia.cache.BlockingCaches;
import dev.principia.cache.BlockingLimits;
import dev.principia.cache.BlockingRedis;
import dev.principia.cache.BlockingWake;
import dev.principia.contract.BlockingHandler;
import dev.principia.course.BlockingCourses;
import dev.principia.db.BlockingDb;
import dev.principia.db.BlockingJdbcDb;
import dev.principia.db.BlockingPool;
import dev.principia.event.BlockingEvents;
import dev.principia.event.BlockingTail;
import dev.principia.event.Followers;
import dev.principia.job.BlockingJobs;
import dev.principia.lab.BlockingDownstream;
import dev.principia.lab.BlockingLab;
import dev.principia.lab.BlockingQueries;
import dev.principia.lab.BlockingRace;
import dev.principia.live.BlockingTickets;
import dev.principia.note.BlockingNoteLists;
import dev.principia.note.BlockingNotes;
import dev.principia.note.BlockingSharing;
import dev.principia.progress.BlockingProgress;
import dev.principia.server.BlockingRoutes;
import dev.principia.server.Deadlines;
import dev.principia.server.JettyServer;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The blocking server: the same parts, another flow.
final class BlockingApp implements App {
  private static final int LOOKS = 50;
  private static final Duration LOOK = Duration.ofMillis(20);

  private final Config config;
  private final Parts parts;
  private final BlockingPool connections;
  private final BlockingRedis redis;
  private final BlockingWatch watch;
  private final BlockingLimits limits;
  private final BlockingDb db;
  private final BlockingTail tail;
  private final Deadlines deadlines;
  private final JettyServer management;
  private Optional<JettyServer> web = Optional.empty();
  private Optional<BlockingKeys> keys = Optional.empty();
  private Optional<Vertx> loop = Optional.empty();
  private Optional<Workers> workers = Optional.empty();
  private int port;
  private int managementPort;

  BlockingApp(Config config, Parts parts) {
    this.config = config;
    this.parts = parts;
    int reserved = config.roles().contains(Role.WORKER) ? Workers.CONNECTIONS : 0;
    this.connections = new BlockingPool(config.postgres().reserving(reserved));
    this.redis = new BlockingRedis(config.redis().toString(), parts.redisGuard());
    this.watch = new BlockingWatch(config.postgres(), redis, parts.health());
    this.db = new BlockingJdbcDb(connections, parts.refusals(), config.secret(), parts.committed());
    this.tail = new BlockingTail(db, parts.tail(), new BlockingWake(redis));
    this.limits = new BlockingLimits(redis, parts.limits());
    this.deadlines = new Deadlines(config.deadline());
    this.management = new JettyServer(parts.management(), config.host(), config.managementPort());
  }

  @Override
  public void start() throws Exception {
    parts.meters().pool("total", connections::total);
    parts.meters().retries(connections::retried);
    parts.meters().pool("active", connections::active);
    parts.meters().pool("idle", connections::idle);
    parts.meters().pool("waiting", connections::waiting);
    watch.start();
    managementPort = management.start();
    tail.start();
    if (config.roles().contains(Role.WEB)) {
      serve();
    }
    if (config.roles().contains(Role.WORKER)) {
      work();
    }
    parts.health().serving(true);
  }

  private void serve() throws Exception {
    BlockingKeys fresh = new BlockingKeys(db, parts.snapshot(), config.secret(), parts.clock());
    keys = Optional.of(fresh);
    limits.start();
    fresh.start();
    JettyServer jetty =
        new JettyServer(
            new BlockingRoutes(
                parts.chain(),
                new BlockingIdentity(db, parts.identity()),
                handlers(config, parts, db, BlockingCache.of(parts.caches(), redis)),
                deadlines),
            config.host(),
            config.port(),
            config.maxThreads(),
            config.virtualThreads(),
            config.drainTimeout());
    web = Optional.of(jetty);
    parts.meters().threads("platform", jetty::busyThreads);
    port = jetty.start();
  }

  /// All blocking handlers, for hosts whose threads must not wait for each other.
  static Map<String, BlockingHandler> handlers(Config config, Parts parts, BlockingDb db) {
    Map<String, BlockingHandler> all = handlers(config, parts, db, BlockingCache.none());
    // Their hosts have one thread for all.
    all.put(
        "streamEvents",
        call -> {
          throw Followers.full();
        });
    return all;
  }

  private static Map<String, BlockingHandler> handlers(
      Config config, Parts parts, BlockingDb db, BlockingCache cache) {
    Map<String, BlockingHandler> handlers = new HashMap<>();
    handlers.putAll(new BlockingCourses(db, parts.cursors(), cache).handlers());
    handlers.putAll(new BlockingCaches(parts.caches()).handlers());
    handlers.putAll(new BlockingJobs(db, parts.cursors()).handlers());
    handlers.putAll(new BlockingNotes(db).handlers());
    handlers.putAll(new BlockingNoteLists(db, parts.cursors()).handlers());
    handlers.putAll(new BlockingSharing(db, config.secret(), parts.clock()).handlers());
    handlers.putAll(new BlockingAccounts(db, parts.passwords()).handlers());
    handlers.putAll(new BlockingMe(db, parts.sessions()).handlers());
    handlers.putAll(new BlockingExport(db, Parts.export()).handlers());
    handlers.putAll(new BlockingApiKeys(db, parts.credentials(), parts.clock()).handlers());
    handlers.putAll(
        new BlockingAdmin(db, parts.sessions(), parts.credentials(), parts.cursors()).handlers());
    handlers.putAll(new BlockingTotp(db, parts.sessions()).handlers());
    handlers.putAll(new BlockingSessions(db, parts.sessions()).handlers());
    handlers.putAll(new BlockingProgress(db, parts.clock()).handlers());
    handlers.putAll(new BlockingTickets(db).handlers());
    handlers.putAll(new BlockingEvents(db, parts.followers(), config.longestPoll()).handlers());
    if (config.lab()) {
      handlers.putAll(new BlockingLab().handlers());
      handlers.putAll(new BlockingQueries(db).handlers());
      handlers.putAll(new BlockingRace(db).handlers());
      handlers.putAll(
          new BlockingDownstream(parts.downstreamGuard(), parts.downstream().uri()).handlers());
    }
    return handlers;
  }

  /// Jobs and schedules live on an event loop, beside this server too.
  private void work() {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    loop = Optional.of(vertx);
    workers = Optional.of(new Workers(vertx, config, parts));
    workers.get().start().await();
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public int managementPort() {
    return managementPort;
  }

  @Override
  public void stop(Shutdown steps) {
    steps.step("not ready", () -> parts.health().serving(false));
    steps.step("wait for balancers", () -> Thread.sleep(config.drainDelay()));
    steps.step("event streams", this::endStreams);
    steps.step("HTTP", this::stopServing);
    steps.step("scheduler", () -> workers.ifPresent(Workers::stopScheduler));
    steps.step("jobs", () -> workers.ifPresent(Workers::stopJobs));
    steps.step("event log", tail::close);
    steps.step("password hashing", parts.passwords()::close);
    steps.step("limits", limits::close);
    steps.step("keys", () -> keys.ifPresent(BlockingKeys::close));
    steps.step("watch", watch::close);
    steps.step("Redis", redis::close);
    steps.step("PostgreSQL", this::closePools);
    steps.step("downstream", parts.downstream()::close);
    steps.step("management", management::stop);
    steps.step("metrics", parts.meters()::close);
  }

  /// Streams end by themselves once they are told to; one that waits for its client does not hear.
  private void endStreams() throws InterruptedException {
    parts.followers().close();
    for (int looks = 0; parts.followers().open() > 0 && looks < LOOKS; looks++) {
      Thread.sleep(LOOK);
    }
    parts.followers().abandon();
  }

  private void closePools() {
    workers.ifPresent(Workers::close);
    loop.ifPresent(vertx -> vertx.close().await());
    connections.close();
  }

  private void stopServing() throws Exception {
    if (web.isPresent()) {
      web.get().stop();
    }
    deadlines.close();
  }
}
