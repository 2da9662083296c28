package dev.principia;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.principia.Config.Role;
import dev.principia.account.BlockingAccounts;
import dev.principia.account.BlockingApiKeys;
import dev.principia.account.BlockingIdentity;
import dev.principia.account.BlockingKeys;
import dev.principia.account.BlockingMe;
import dev.principia.account.BlockingSessions;
import dev.principia.account.BlockingTotp;
import dev.principia.cache.BlockingLimits;
import dev.principia.cache.BlockingRedis;
import dev.principia.contract.BlockingHandler;
import dev.principia.course.BlockingCourses;
import dev.principia.db.BlockingDb;
import dev.principia.db.BlockingJdbcDb;
import dev.principia.db.ReactivePgDb;
import dev.principia.lab.BlockingLab;
import dev.principia.server.BlockingRoutes;
import dev.principia.server.JettyServer;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.sqlclient.Pool;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/// The blocking server: the same parts, another flow.
final class BlockingApp implements App {
  private static final int WORKER_CONNECTIONS = 1;

  private final Config config;
  private final Parts parts;
  private final HikariDataSource connections;
  private final BlockingRedis redis;
  private final BlockingWatch watch;
  private final BlockingLimits limits;
  private final JettyServer management;
  private Optional<JettyServer> web = Optional.empty();
  private Optional<BlockingKeys> keys = Optional.empty();
  private Optional<Vertx> worker = Optional.empty();
  private int port;
  private int managementPort;

  private BlockingApp(Config config, Parts parts) {
    this.config = config;
    this.parts = parts;
    int reserved = config.roles().contains(Role.WORKER) ? WORKER_CONNECTIONS : 0;
    this.connections = BlockingJdbcDb.pool(config.postgres().reserving(reserved));
    this.redis = new BlockingRedis(config.redis().toString());
    this.watch = new BlockingWatch(config.postgres(), redis, parts.health());
    this.limits = new BlockingLimits(redis, parts.limits());
    this.management = new JettyServer(parts.management(), config.host(), config.managementPort());
  }

  /// Blocks until everything has started.
  static BlockingApp start(Config config, Parts parts) {
    BlockingApp app = new BlockingApp(config, parts);
    try {
      app.start();
      return app;
    } catch (Exception e) {
      app.close();
      throw new IllegalStateException("The blocking server cannot start: " + e.getMessage(), e);
    }
  }

  private void start() throws Exception {
    measure("total", HikariPoolMXBean::getTotalConnections);
    measure("active", HikariPoolMXBean::getActiveConnections);
    measure("idle", HikariPoolMXBean::getIdleConnections);
    measure("waiting", HikariPoolMXBean::getThreadsAwaitingConnection);
    watch.start();
    managementPort = management.start();
    if (config.roles().contains(Role.WEB)) {
      serve();
    }
    if (config.roles().contains(Role.WORKER)) {
      work();
    }
    parts.health().serving(true);
  }

  private void measure(String state, ToIntFunction<HikariPoolMXBean> figure) {
    parts.meters().pool(state, () -> figure.applyAsInt(connections.getHikariPoolMXBean()));
  }

  private void serve() throws Exception {
    BlockingDb db = new BlockingJdbcDb(connections, parts.refusals(), config.secret());
    BlockingKeys fresh = new BlockingKeys(db, parts.snapshot(), config.secret(), parts.clock());
    keys = Optional.of(fresh);
    limits.start();
    fresh.start();
    JettyServer jetty =
        new JettyServer(
            new BlockingRoutes(
                parts.chain(), new BlockingIdentity(db, parts.identity()), handlers(db)),
            config.host(),
            config.port(),
            config.maxThreads(),
            config.virtualThreads(),
            config.drainTimeout());
    web = Optional.of(jetty);
    parts.meters().threads("platform", jetty::busyThreads);
    port = jetty.start();
  }

  private Map<String, BlockingHandler> handlers(BlockingDb db) {
    Map<String, BlockingHandler> handlers = new HashMap<>();
    handlers.putAll(new BlockingCourses(db, parts.cursors()).handlers());
    handlers.putAll(new BlockingAccounts(db, parts.passwords()).handlers());
    handlers.putAll(new BlockingMe(db, parts.sessions()).handlers());
    handlers.putAll(new BlockingApiKeys(db, parts.apiKeys(), parts.clock()).handlers());
    handlers.putAll(new BlockingTotp(db, parts.sessions()).handlers());
    handlers.putAll(new BlockingSessions(db, parts.sessions()).handlers());
    if (config.lab()) {
      handlers.putAll(new BlockingLab().handlers());
    }
    return handlers;
  }

  /// Jobs and schedules live on an event loop, beside this server too.
  private void work() {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    worker = Optional.of(vertx);
    int others = config.postgres().connections() - WORKER_CONNECTIONS;
    Pool pool = ReactivePgDb.pool(vertx, config.postgres().reserving(others));
    Workers.deploy(vertx, new ReactivePgDb(pool, pool, parts.refusals(), config.secret()), parts)
        .await();
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
  public void close() {
    Shutdown shutdown = new Shutdown();
    shutdown.step("not ready", () -> parts.health().serving(false));
    shutdown.step("wait for balancers", () -> Thread.sleep(config.drainDelay()));
    shutdown.step("HTTP", () -> stop(web));
    shutdown.step("scheduler", () -> worker.ifPresent(vertx -> vertx.close().await()));
    shutdown.step("password hashing", parts.passwords()::close);
    shutdown.step("limits", limits::close);
    shutdown.step("keys", () -> keys.ifPresent(BlockingKeys::close));
    shutdown.step("watch", watch::close);
    shutdown.step("Redis", redis::close);
    shutdown.step("PostgreSQL", connections::close);
    shutdown.step("management", management::stop);
    shutdown.step("metrics", parts.meters()::close);
  }

  private static void stop(Optional<JettyServer> server) throws Exception {
    if (server.isPresent()) {
      server.get().stop();
    }
  }
}
