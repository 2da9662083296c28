package dev.principia;

import dev.principia.Config.Role;
import dev.principia.account.KeysVerticle;
import dev.principia.account.OpenSessions;
import dev.principia.account.ReactiveAccounts;
import dev.principia.account.ReactiveAdmin;
import dev.principia.account.ReactiveApiKeys;
import dev.principia.account.ReactiveExport;
import dev.principia.account.ReactiveIdentity;
import dev.principia.account.ReactiveMe;
import dev.principia.account.ReactiveSessions;
import dev.principia.account.ReactiveTotp;
import dev.principia.cache.LimitsVerticle;
import dev.principia.cache.ReactiveCache;
import dev.principia.cache.ReactiveCaches;
import dev.principia.cache.ReactivePresence;
import dev.principia.cache.ReactiveRedis;
import dev.principia.cache.ReactiveWake;
import dev.principia.contract.ReactiveHandler;
import dev.principia.course.ReactiveCourses;
import dev.principia.db.ReactiveDb;
import dev.principia.db.ReactivePgDb;
import dev.principia.db.ReactivePool;
import dev.principia.event.ReactiveEvents;
import dev.principia.event.TailVerticle;
import dev.principia.job.ReactiveJobs;
import dev.principia.lab.ReactiveDownstream;
import dev.principia.lab.ReactiveLab;
import dev.principia.lab.ReactiveQueries;
import dev.principia.lab.ReactiveRace;
import dev.principia.live.LiveFeed;
import dev.principia.live.LiveLoop;
import dev.principia.live.LiveVerticle;
import dev.principia.live.ReactiveTickets;
import dev.principia.note.ReactiveNoteLists;
import dev.principia.note.ReactiveNotes;
import dev.principia.note.ReactiveSharing;
import dev.principia.progress.ReactiveProgress;
import dev.principia.server.HttpVerticle;
import dev.principia.server.ReactiveManagement;
import dev.principia.server.ReactiveRoutes;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The event-loop server: what it is made of, from the outside in.
final class ReactiveApp implements App {
  private final Config config;
  private final Parts parts;
  private final Vertx vertx;
  private final ReactivePool pool;
  private final ReactiveRedis redis;
  private final LiveFeed feed;
  private final AtomicInteger port = new AtomicInteger();
  private int managementPort;
  private Future<String> tail = Future.succeededFuture("");
  private Future<String> live = Future.succeededFuture("");
  private Future<String> web = Future.succeededFuture("");
  private Optional<Workers> workers = Optional.empty();

  ReactiveApp(Config config, Parts parts) {
    this.config = config;
    this.parts = parts;
    this.vertx = Vertx.vertx(options(config));
    this.pool = new ReactivePool(vertx, config.postgres().reserving(reserved(config)));
    this.redis = new ReactiveRedis(vertx, config.redis().toString(), parts.redisGuard());
    this.feed =
        new LiveFeed(
            config.live(),
            new OpenSessions(parts.snapshot(), parts.clock()),
            parts.clock(),
            parts.meters());
  }

  /// One connection asks whether the database is there; each loop may have one of its own, and so
  /// have workers.
  private static int reserved(Config config) {
    return 1
        + (config.postgres().isPipelined() ? config.loops() : 0)
        + (config.roles().contains(Role.WORKER) ? Workers.CONNECTIONS : 0);
  }

  private static VertxOptions options(Config config) {
    long warning = config.blockedWarning().toMillis();
    return new VertxOptions()
        .setEventLoopPoolSize(config.loops())
        .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS)
        .setMaxEventLoopExecuteTime(warning)
        .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS)
        .setBlockedThreadCheckInterval(Math.max(1, warning / 2));
  }

  @Override
  public void start() {
    listen().await();
  }

  private Future<?> listen() {
    parts.meters().threads("event-loop", config::loops);
    parts.meters().pool("total", pool::size);
    parts.meters().retries(pool::retried);
    ReactiveDb db = ReactivePgDb.pooled(pool, parts.refusals(), config.secret(), parts.committed());
    parts.tail().listen(feed);
    tail = vertx.deployVerticle(follower(db), new DeploymentOptions());
    return tail.compose(following -> listen(db));
  }

  private TailVerticle follower(ReactiveDb db) {
    return new TailVerticle(db, parts.tail(), new ReactiveWake(vertx, redis));
  }

  private Future<?> listen(ReactiveDb db) {
    if (config.roles().contains(Role.WEB)) {
      web =
          keys(db)
              .compose(known -> Future.all(limits(), live(db)))
              .compose(known -> ReactiveRoutes.load(vertx, parts.contract()))
              .compose(this::deploy);
    }
    Future<?> working = Future.succeededFuture();
    if (config.roles().contains(Role.WORKER)) {
      workers = Optional.of(new Workers(vertx, config, parts));
      working = workers.get().start();
    }
    Future<HttpServer> management =
        ReactiveManagement.listen(vertx, parts.management(), config.host(), config.managementPort())
            .onSuccess(listening -> managementPort = listening.actualPort());
    return Future.all(web, working, management)
        .compose(started -> vertx.deployVerticle(watch(), new DeploymentOptions()))
        .onSuccess(started -> parts.health().serving(true));
  }

  private WatchVerticle watch() {
    return new WatchVerticle(ReactivePgDb.probe(vertx, config.postgres()), redis, parts.health());
  }

  private Future<String> limits() {
    return vertx.deployVerticle(new LimitsVerticle(redis, parts.limits()), new DeploymentOptions());
  }

  private Future<String> live(ReactiveDb db) {
    OpenFiles.check(config.live().total());
    live =
        vertx.deployVerticle(
            new LiveVerticle(db, feed, new ReactivePresence(redis)), new DeploymentOptions());
    return live;
  }

  /// No request is served before the keys of its token are known.
  private Future<String> keys(ReactiveDb db) {
    return vertx.deployVerticle(
        new KeysVerticle(db, parts.snapshot(), config.secret(), parts.clock()),
        new DeploymentOptions());
  }

  private Future<String> deploy(OpenAPIContract mounted) {
    return vertx.deployVerticle(
        () -> http(mounted), new DeploymentOptions().setInstances(config.loops()));
  }

  private HttpVerticle http(OpenAPIContract mounted) {
    return new HttpVerticle(
        () -> routes(mounted),
        config.host(),
        config.port(),
        config.drainTimeout(),
        parts.meters(),
        port::set);
  }

  /// The routes of one event loop, with a pipelined connection of its own.
  private ReactiveRoutes routes(OpenAPIContract mounted) {
    ReactiveDb db =
        ReactivePgDb.pipelined(
            vertx, config.postgres(), pool, parts.refusals(), config.secret(), parts.committed());
    return new ReactiveRoutes(
        vertx,
        mounted,
        parts.chain(),
        new ReactiveIdentity(db, parts.identity()),
        handlers(db),
        config.deadline());
  }

  private Map<String, ReactiveHandler> handlers(ReactiveDb db) {
    Map<String, ReactiveHandler> handlers = new HashMap<>();
    ReactiveCache cache = new ReactiveCache(vertx, parts.caches(), redis);
    handlers.putAll(new ReactiveCourses(vertx, db, parts.cursors(), cache).handlers());
    handlers.putAll(new ReactiveCaches(parts.caches()).handlers());
    handlers.putAll(new ReactiveJobs(db, parts.cursors()).handlers());
    handlers.putAll(new ReactiveNotes(vertx, db).handlers());
    handlers.putAll(new ReactiveNoteLists(db, parts.cursors()).handlers());
    handlers.putAll(new ReactiveSharing(vertx, db, config.secret(), parts.clock()).handlers());
    handlers.putAll(new ReactiveAccounts(vertx, db, parts.passwords()).handlers());
    handlers.putAll(new ReactiveMe(vertx, db, parts.sessions()).handlers());
    handlers.putAll(new ReactiveExport(db, Parts.export()).handlers());
    handlers.putAll(new ReactiveApiKeys(db, parts.credentials(), parts.clock()).handlers());
    handlers.putAll(
        new ReactiveAdmin(db, parts.sessions(), parts.credentials(), parts.cursors()).handlers());
    handlers.putAll(new ReactiveTotp(db, parts.sessions()).handlers());
    handlers.putAll(new ReactiveSessions(vertx, db, parts.sessions()).handlers());
    handlers.putAll(new ReactiveProgress(db, parts.clock()).handlers());
    handlers.putAll(
        new ReactiveEvents(vertx, db, parts.followers(), config.longestPoll()).handlers());
    handlers.putAll(new ReactiveTickets(db, new LiveLoop(vertx, db, feed), feed).handlers());
    if (config.lab()) {
      handlers.putAll(
          new ReactiveLab(vertx, Runtime.getRuntime().availableProcessors()).handlers());
      handlers.putAll(new ReactiveQueries(db).handlers());
      handlers.putAll(new ReactiveRace(db).handlers());
      handlers.putAll(
          new ReactiveDownstream(vertx, parts.downstreamGuard(), parts.downstream().uri())
              .handlers());
    }
    return handlers;
  }

  @Override
  public int port() {
    return port.get();
  }

  @Override
  public int managementPort() {
    return managementPort;
  }

  @Override
  public void stop(Shutdown steps) {
    steps.step("not ready", () -> parts.health().serving(false));
    steps.step("wait for balancers", () -> vertx.timer(delay(), TimeUnit.MILLISECONDS).await());
    steps.step("event streams", parts.followers()::close);
    steps.step("HTTP", () -> undeploy(web));
    steps.step("live feed", () -> undeploy(live));
    steps.step("scheduler", () -> workers.ifPresent(Workers::stopScheduler));
    steps.step("jobs", () -> workers.ifPresent(Workers::stopJobs));
    steps.step("event log", () -> undeploy(tail));
    steps.step("password hashing", parts.passwords()::close);
    steps.step("Redis", () -> redis.close().await());
    steps.step("PostgreSQL", this::closePools);
    steps.step("downstream", parts.downstream()::close);
    steps.step("event loops", () -> vertx.close().await());
    steps.step("metrics", parts.meters()::close);
  }

  private void closePools() {
    workers.ifPresent(Workers::close);
    pool.close().await();
  }

  private long delay() {
    return Math.max(1, config.drainDelay().toMillis());
  }

  private void undeploy(Future<String> deployment) {
    if (deployment.succeeded() && !deployment.result().isEmpty()) {
      vertx.undeploy(deployment.result()).await();
    }
  }
}
